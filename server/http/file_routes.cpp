#include <algorithm>
#include <array>

#include "server/app/picture_sizes.hpp"
#include "server/http/guard.hpp"
#include "server/http/site.hpp"

namespace louxia::http {
namespace {

constexpr int stock_picture_pixels = 288;
constexpr const char* lasting = "public, max-age=31536000, immutable";

/// 0 for the picture as it came; nothing for a width that we do not make.
std::optional<int> width_of(const Request& request) {
    const auto asked = request.parameter("w");
    if (!asked) {
        return 0;
    }
    const auto* found = std::find_if(app::picture_widths.begin(), app::picture_widths.end(),
                                     [&](int width) { return std::to_string(width) == *asked; });
    return found == app::picture_widths.end() ? std::nullopt : std::optional(*found);
}

/// Makes the whole picture the smaller one where that can be had; else it stays, and is asked for
/// again before long.
void take_width(Site& site, const Request& request, const app::KeptPicture& kept, int width,
                Response& response) {
    using State = app::SizedPicture::State;
    // A picture's address without one in its Accept is an old browser's or a program's.
    const bool webp = request.header("Accept").find("image/webp") != std::string::npos;
    auto* sizes = dynamic_cast<app::PictureSizes*>(&site.context.pictures);
    app::SizedPicture sized{State::refused, {}};
    if (sizes != nullptr) {
        sized = sizes->sized(kept.file_name, width,
                             webp ? app::PictureFormat::webp : app::PictureFormat::jpeg);
    }
    response.set_header("Vary", "Accept");
    if (sized.state == State::made) {
        response.content_type = webp ? "image/webp" : "image/jpeg";
        response.body = std::move(sized.bytes);
        response.set_header("Cache-Control", lasting);
        return;
    }
    response.set_header("Cache-Control",
                        sized.state == State::busy ? "no-store" : "public, max-age=86400");
}

/// "{id}.webp" and the like, as KeepPicture names them; the store knows each. "?w=640" asks for a
/// picture, not a clip, at most that wide.
Response answer_kept(Site& site, const Request& request, const std::string& file_name) {
    const std::optional<int> width = width_of(request);
    if (!width) {
        return refusal(ErrorCode::invalid_value, "w");
    }
    const auto id = PictureId::parse(file_name.substr(0, file_name.find('.')));
    const auto community = id ? site.context.store.community_of(*id) : std::nullopt;
    if (!community) {
        return refusal(ErrorCode::not_found);
    }
    std::optional<app::KeptPicture> kept;
    site.context.store.read(*community,
                            [&](const app::Reader& reader) { kept = reader.picture(*id); });
    if (!kept || kept->file_name != file_name) {
        return refusal(ErrorCode::not_found);
    }
    Response response;
    response.content_type = kept->media_type;
    response.set_header("Content-Security-Policy", "default-src 'none'; sandbox");
    if (*width != 0 && kept->media_type.rfind("image/", 0) == 0) {
        take_width(site, request, *kept, *width, response);
    } else {
        response.ranges = true;
        response.set_header("Accept-Ranges", "bytes");
        response.set_header("Cache-Control", lasting);
    }
    if (response.body.empty()) {
        auto bytes = site.context.pictures.load(kept->file_name);
        if (!bytes) {
            return refusal(ErrorCode::not_found);
        }
        response.body = std::move(*bytes);
    }
    return response;
}

Response answer_health(Site& site) {
    static_cast<void>(site.context.store.communities());  // throws when the store is gone
    Response response;
    response.content_type = "application/json";
    response.body = R"({"status":"ok"})";
    return response;
}

/// "/pictures/{key}.webp": a stock picture under its lasting name, which the client and posts use;
/// its bytes change with the client's files, so it is not kept for ever.
Response answer_stock_picture(const Site& site, const Request& request, const std::string& file) {
    const std::size_t dot = file.rfind('.');
    if (dot == std::string::npos || file.substr(dot) != ".webp") {
        return refusal(ErrorCode::not_found);
    }
    const std::string address = site.assets.picture(file.substr(0, dot), stock_picture_pixels);
    Response response = site.assets.serve(request, address.substr(address.find('/', 1) + 1));
    for (auto& [name, value] : response.headers) {
        if (name == "Cache-Control") {
            value = "public, max-age=86400";
        }
    }
    return response;
}

Response answer_metrics(Site& site) {
    std::vector<Figure> figures = {
        {"louxia_event_streams", "gauge", "Open event streams.",
         static_cast<std::int64_t>(site.hub.open_streams())},
        {"louxia_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes()},
        {"louxia_communities", "gauge", "Communities on this server.",
         static_cast<std::int64_t>(site.context.store.communities().size())},
    };
    if (site.config.more_figures) {
        for (Figure& figure : site.config.more_figures()) {
            figures.push_back(std::move(figure));
        }
    }
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = site.metrics.text(figures);
    return response;
}

constexpr const char* worker_policy =
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

}  // namespace

void add_file_routes(Router& router, Site& site) {
    const auto add = [&router](std::string_view pattern, std::string_view name,
                               Router::Handler handler) {
        router.add("GET", pattern, name, std::move(handler), Router::Counted::no);
    };
    add("/sw.js", "asset", [&site](const Request& request, const api::Parameters&) {
        Response response = site.assets.serve(request, "service_worker.js");
        response.set_header("Service-Worker-Allowed", "/");
        // A worker lives under the policy of its own file.
        response.set_header("Content-Security-Policy", worker_policy);
        return response;
    });
    add("/manifest.webmanifest", "asset", [&site](const Request& request, const api::Parameters&) {
        return site.assets.serve(request, "manifest.webmanifest");
    });
    const auto staged = [&site](const Request& request, const api::Parameters& parts) {
        std::string name;
        for (const auto& part : parts) {
            name += (name.empty() ? "" : "/") + part.second;
        }
        return site.assets.serve(request, name);
    };
    add("/static/{file}", "asset", staged);
    add("/static/{folder}/{file}", "asset", staged);
    add("/static/{folder}/{inner}/{file}", "asset", staged);
    add("/favicon.ico", "asset", [&site](const Request& request, const api::Parameters&) {
        const std::string address = site.assets.address_of("icons/lamp-32.png");
        return site.assets.serve(request, address.substr(address.find('/', 1) + 1));
    });
    add("/pictures/{file}", "stock_picture",
        [&site](const Request& request, const api::Parameters& parts) {
            return answer_stock_picture(site, request, parts.front().second);
        });
    add("/m/{file}", "picture", [&site](const Request& request, const api::Parameters& parts) {
        return answer_kept(site, request, parts.front().second);
    });
    add("/healthz", "health",
        [&site](const Request&, const api::Parameters&) { return answer_health(site); });
    add("/metrics", "metrics", [&site](const Request& request, const api::Parameters&) {
        // Figures are for whoever runs the server: not for the world behind a front.
        return request.from_front ? refusal(ErrorCode::not_found) : answer_metrics(site);
    });
}

}  // namespace louxia::http
