#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/exchange.hpp"

namespace louxia::http {

/// Paths with named parts ("/o/{order}") to handlers. Built once, then only read.
class Router {
public:
    /// `parts` are the path's named parts, in their order.
    using Handler = std::function<Response(const Request&, const api::Parameters& parts)>;

    /// Whether a request counts for the rate of who sends it; files come by the dozen.
    enum class Counted : bool { no, yes };
    /// `name` is what metrics and logs call the route; it outlives the router.
    void add(std::string_view method, std::string_view pattern, std::string_view name,
             Handler handler, Counted counted = Counted::yes);

    struct Found {
        const Handler* handler = nullptr;  ///< null: no such path, or not with this method
        std::string_view name;
        api::Parameters parts;
        std::string allowed;  ///< the path's methods, when the method was the wrong one
        bool counted = true;
    };
    /// HEAD finds what GET finds.
    [[nodiscard]] Found find(std::string_view method, std::string_view path) const;

    [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments;  ///< "{name}" for a part
        std::string_view name;
        Handler handler;
        bool counted = true;
    };
    [[nodiscard]] static bool matches(const Route& route,
                                      const std::vector<std::string_view>& segments,
                                      api::Parameters& parts);

    std::multimap<std::string, Route, std::less<>> plain_;  ///< by whole path
    std::map<std::size_t, std::vector<Route>> parted_;      ///< by number of segments
    std::vector<std::string_view> names_;
};

}  // namespace louxia::http
