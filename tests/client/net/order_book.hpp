#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/net/api.hpp"
#include "client/net/in_process.hpp"

namespace louxia::test {

/// A server that keeps orders by their idempotency keys, as the real one does.
struct OrderBook {
    std::vector<std::string> orders;             ///< notes, in the order they were placed
    std::map<std::string, std::string> replies;  ///< by key
    std::vector<std::string> keys_seen;          ///< one per request with a key
    net::Reply next_failure;                     ///< status 0: none

    net::Reply answer(const net::Outgoing& request) {
        if (next_failure.status != 0) return next_failure;
        if (request.key.empty()) return {200, "{}"};
        keys_seen.push_back(request.key);
        if (const auto known = replies.find(request.key); known != replies.end()) {
            return {200, known->second};
        }
        const auto order = api::decode_request<api::PlaceOrder>({}, {}, request.body);
        if (!order) return {400, R"({"code":1,"error":"malformed","field":""})"};
        orders.push_back(order->note);
        api::OrderView view;
        view.order = OrderId{orders.size()};
        view.note = order->note;
        view.due_at = Instant{1};
        view.placed_at = Instant{1};
        view.address.building = BuildingId{1};
        view.hub = HubId{1};
        const std::string reply = api::encode(view);
        replies[request.key] = reply;
        return {200, reply};
    }
};

inline api::PlaceOrder::Request an_order(std::string note) {
    api::PlaceOrder::Request request;
    request.lines = {{ItemId{1}, 2}};
    request.note = std::move(note);
    return request;
}

}  // namespace louxia::test
