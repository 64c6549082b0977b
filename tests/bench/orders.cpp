#include "tests/bench/orders.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>

namespace louxia::bench {
namespace {

struct Plan {
    std::string community;
    std::vector<std::string> cookies;
    std::vector<std::string> items;
    std::vector<std::string> quotes;
    std::vector<std::string> orders;
};

Plan read_plan(const char* path) {
    Plan plan;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t space = line.find(' ');
        const std::string word = line.substr(0, space);
        std::string rest = space == std::string::npos ? std::string{} : line.substr(space + 1);
        if (word == "community") {
            plan.community = std::move(rest);
        } else if (word == "cookie") {
            plan.cookies.push_back(std::move(rest));
        } else if (word == "item") {
            plan.items.push_back(std::move(rest));
        } else if (word == "quote") {
            plan.quotes.push_back(std::move(rest));
        } else if (word == "order") {
            plan.orders.push_back(std::move(rest));
        }
    }
    return plan;
}

/// "abc" of … "order":"abc" …; the order's own id comes first in its view.
std::string_view order_of(std::string_view body) {
    constexpr std::string_view word = "\"order\":\"";
    const std::size_t at = body.find(word);
    if (at == std::string_view::npos) {
        return "none";
    }
    body.remove_prefix(at + word.size());
    return body.substr(0, body.find('"'));
}

class Shoppers {
public:
    Shoppers(Plan plan, std::size_t connections, Errand errand)
        : plan_(std::move(plan)), errand_(errand), shoppers_(connections) {
        const auto now = std::chrono::system_clock::now().time_since_epoch().count();
        run_ = std::to_string(now) + "-" + std::to_string(::getpid()) + "-";
    }

    const std::string& next(std::size_t connection, const HttpReply& before) {
        Shopper& shopper = shoppers_[connection];
        shopper.cookie = &plan_.cookies[connection % plan_.cookies.size()];
        switch (errand_) {
            case Errand::order: post(shopper, "/api/v1/orders", turn(plan_.orders)); break;
            case Errand::finish: finish(shopper, before); break;
            case Errand::shop: shop(shopper, before); break;
        }
        return shopper.request;
    }

private:
    struct Shopper {
        const std::string* cookie = nullptr;
        std::string request;
        std::string order;
        int step = 0;
    };

    const std::string& turn(const std::vector<std::string>& all) {
        return all[static_cast<std::size_t>(made_) % all.size()];
    }

    void get(Shopper& shopper, const std::string& path) const {
        shopper.request = "GET " + path +
                          " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + *shopper.cookie + "\r\n\r\n";
    }

    void post(Shopper& shopper, const std::string& path, const std::string& body) {
        shopper.request = "POST " + path + "?community=" + plan_.community +
                          " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + *shopper.cookie +
                          "\r\nContent-Type: application/json\r\nIdempotency-Key: " + run_ +
                          std::to_string(++made_) +
                          "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    void finish(Shopper& shopper, const HttpReply& before) {
        if (shopper.step++ % 2 == 0) {
            post(shopper, "/api/v1/orders", turn(plan_.orders));
        } else {
            const std::string order(order_of(before.body));
            post(shopper, "/api/v1/orders/" + order + "/cancel", "{}");
        }
    }

    void shop(Shopper& shopper, const HttpReply& before) {
        const std::string community = "?community=" + plan_.community;
        switch (shopper.step++ % 6) {
            case 0: get(shopper, "/api/v1/home" + community); return;
            case 1: get(shopper, turn(plan_.items)); return;
            case 2: post(shopper, "/api/v1/quote", turn(plan_.quotes)); return;
            case 3: post(shopper, "/api/v1/orders", turn(plan_.orders)); return;
            case 4:
                get(shopper, "/api/v1/orders/" + std::string(order_of(before.body)) + community);
                return;
            default: get(shopper, "/api/v1/orders" + community); return;
        }
    }

    const Plan plan_;
    const Errand errand_;
    std::string run_;
    std::vector<Shopper> shoppers_;
    std::int64_t made_ = 0;
};

}  // namespace

int load_orders(const Load& load, const char* plan, Errand errand) {
    Plan read = read_plan(plan);
    if (read.cookies.empty() || read.orders.empty() || read.quotes.empty() || read.items.empty()) {
        std::fprintf(stderr, "%s lacks cookies, items, quotes or orders\n", plan);
        return 2;
    }
    Shoppers shoppers(std::move(read), load.connections, errand);
    LoadResult result =
        run_load(load, [&](std::size_t connection, const HttpReply& before) -> const std::string& {
            return shoppers.next(connection, before);
        });
    const bool fine = result.fault.empty() && result.refused == 0;
    print_result(std::move(result));
    return fine ? 0 : 1;
}

}  // namespace louxia::bench
