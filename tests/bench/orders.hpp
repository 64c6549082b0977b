#pragma once

#include "tests/bench/load.hpp"

namespace louxia::bench {

/// What the connections of an order load do, over and over.
enum class Errand {
    order,   ///< one request: an order of three lines
    finish,  ///< an order, then its cancelling
    shop,    ///< home, an item's page, a quote, the order, its view, the list of orders
};

/// `plan` is a file of lines "community SLUG", "cookie NAME=VALUE", "item PATH",
/// "quote JSON" and "order JSON", several of each but the first; connections take them turn about.
/// Every order has an idempotency key of its own.
int load_orders(const Load& load, const char* plan, Errand errand);

}  // namespace louxia::bench
