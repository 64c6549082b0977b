#include "server/http/router.hpp"

#include <algorithm>

namespace louxia::http {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::size_t end = path.find('/');
        segments.push_back(path.substr(0, end));
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    }
    return segments;
}

bool is_part(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::ptrdiff_t count_parts(const std::vector<std::string>& segments) {
    return std::count_if(segments.begin(), segments.end(),
                         [](const std::string& segment) { return is_part(segment); });
}

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, std::string_view name,
                 Handler handler, Counted counted) {
    Route route{std::string(method), {}, name, std::move(handler), counted == Counted::yes};
    for (const std::string_view segment : segments_of(pattern)) {
        route.segments.emplace_back(segment);
    }
    names_.push_back(name);
    if (pattern.find('{') == std::string_view::npos) {
        plain_.emplace(std::string(pattern), std::move(route));
    } else {
        // "{order}/problem" before "{order}/{step}", whichever was added first.
        auto& shelf = parted_[route.segments.size()];
        const auto place = std::upper_bound(shelf.begin(), shelf.end(), count_parts(route.segments),
                                            [](std::ptrdiff_t parts, const Route& other) {
                                                return parts < count_parts(other.segments);
                                            });
        shelf.insert(place, std::move(route));
    }
}

bool Router::matches(const Route& route, const std::vector<std::string_view>& segments,
                     api::Parameters& parts) {
    parts.clear();
    for (std::size_t at = 0; at < segments.size(); ++at) {
        const std::string_view pattern = route.segments[at];
        if (is_part(pattern)) {
            if (segments[at].empty()) {
                return false;
            }
            parts.emplace_back(std::string(pattern.substr(1, pattern.size() - 2)),
                               std::string(segments[at]));
        } else if (pattern != segments[at]) {
            return false;
        }
    }
    return true;
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
    const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
    Found found;
    if (path.empty() || path.front() != '/') {
        return found;
    }
    const auto take = [&](const Route& route) {
        if (route.method == wanted) {
            found.handler = &route.handler;
            found.name = route.name;
            found.counted = route.counted;
            return true;
        }
        found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
        return false;
    };
    const auto [first, last] = plain_.equal_range(path);
    for (auto at = first; at != last; ++at) {
        if (take(at->second)) {
            return found;
        }
    }
    const std::vector<std::string_view> segments = segments_of(path);
    const auto shelf = parted_.find(segments.size());
    if (shelf != parted_.end()) {
        for (const Route& route : shelf->second) {
            if (matches(route, segments, found.parts) && take(route)) {
                return found;
            }
        }
    }
    found.parts.clear();
    return found;
}

}  // namespace louxia::http
