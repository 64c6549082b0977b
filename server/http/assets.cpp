#include "server/http/assets.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/http/guard.hpp"

namespace louxia::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view base = "/static/";
constexpr std::size_t hash_digits = 10;

std::string_view type_of(std::string_view extension) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> types = {{
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".webp", "image/webp"},
        {".jpg", "image/jpeg"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
        {".ico", "image/x-icon"},
    }};
    for (const auto& [ending, type] : types) {
        if (extension == ending) {
            return type;
        }
    }
    return {};
}

/// "css/shell.0123456789.css" → "css/shell.css"; empty when there is no hash in the name.
std::string logical_name_of(const std::string& name) {
    const std::size_t ending = name.rfind('.');
    if (ending == std::string::npos || ending < hash_digits + 2 ||
        name[ending - hash_digits - 1] != '.') {
        return {};
    }
    const std::string_view hash = std::string_view(name).substr(ending - hash_digits, hash_digits);
    if (hash.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
        return {};
    }
    return name.substr(0, ending - hash_digits - 1) + name.substr(ending);
}

std::string whole_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(text).str();
}

/// The next "…" of assets.json from `at`, which moves behind it. Our own staging writes that file,
/// with plain names and without escapes.
std::string_view next_string(std::string_view text, std::size_t& at) {
    const std::size_t open = text.find('"', at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('"', open + 1);
    if (close == std::string_view::npos) {
        at = text.size();
        return {};
    }
    at = close + 1;
    return text.substr(open + 1, close - open - 1);
}

}  // namespace

Assets::Assets(const std::string& folder) {
    std::error_code failed;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failed)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        const std::string name = entry.path().lexically_relative(folder).generic_string();
        const std::string_view type = type_of(entry.path().extension().string());
        if (type.empty()) {
            continue;
        }
        const std::string path = entry.path().string();
        const std::string logical = logical_name_of(name);
        files_[name] = File{path, std::string(type), logical.empty(), fs::exists(path + ".br"),
                            fs::exists(path + ".gz")};
        addresses_[logical.empty() ? name : logical] = std::string(base) + name;
    }
    const auto index = files_.find("assets.json");
    if (index != files_.end()) {
        read_index(whole_file(index->second.path));
    }
}

void Assets::read_index(const std::string& text) {
    std::size_t at = 0;
    std::string_view picture;
    bool among_pictures = false;
    while (at < text.size()) {
        const std::string_view name = next_string(text, at);
        const bool opens = text.find_first_not_of(": ", at) != std::string::npos &&
                           text[text.find_first_not_of(": ", at)] == '{';
        if (opens) {
            among_pictures = among_pictures || name == "pictures";
            picture = name;
        } else if (name == "version" || name == "fallback_picture") {
            (name == "version" ? version_ : fallback_picture_) = next_string(text, at);
        } else if (name == "tile" && among_pictures) {
            tiles_.emplace(picture, next_string(text, at));
        }
    }
}

std::string Assets::address_of(std::string_view logical_name) const {
    const auto found = addresses_.find(logical_name);
    return found != addresses_.end() ? found->second
                                     : std::string(base) + std::string(logical_name);
}

std::string Assets::picture(std::string_view key, int pixels) const {
    const std::string ending = "-" + std::to_string(pixels) + ".webp";
    const auto found = addresses_.find("pictures/" + std::string(key) + ending);
    return found != addresses_.end() ? found->second
                                     : address_of("pictures/" + fallback_picture_ + ending);
}

std::string_view Assets::tile_of(std::string_view key) const {
    const auto found = tiles_.find(key);
    return found != tiles_.end() ? std::string_view(found->second) : std::string_view("leaf");
}

std::shared_ptr<const std::string> Assets::load(const std::string& path, bool keep) const {
    if (!keep) {
        return std::make_shared<const std::string>(whole_file(path));
    }
    const std::lock_guard lock(mutex_);
    auto& kept = kept_[path];
    if (!kept.bytes) {
        kept.bytes = std::make_shared<const std::string>(whole_file(path));
    }
    return kept.bytes;
}

Response Assets::serve(const Request& request, const std::string& name) const {
    const auto found = files_.find(name);
    if (found == files_.end()) {
        return refusal(ErrorCode::not_found);
    }
    const File& file = found->second;
    Coding coding = accepted_coding(request.header("Accept-Encoding"));
    if ((coding == Coding::brotli && !file.brotli) || (coding == Coding::gzip && !file.gzip)) {
        coding = Coding::plain;
    }
    Response response;
    response.content_type = file.type;
    if (file.brotli || file.gzip) {
        response.set_header("Vary", "Accept-Encoding");
    }
    const std::string ending = coding == Coding::brotli ? ".br"
                               : coding == Coding::gzip ? ".gz"
                                                        : "";
    if (coding != Coding::plain) {
        response.set_header("Content-Encoding", std::string(word_of(coding)));
    }
    response.set_header("Cache-Control",
                        file.fixed ? "no-cache" : "public, max-age=31536000, immutable");
    response.shared_body = load(file.path + ending, !file.fixed);
    return response;
}

}  // namespace louxia::http
