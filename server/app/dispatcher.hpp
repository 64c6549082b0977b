#pragma once

#include <vector>

#include "shared/dispatch/dispatch.hpp"

namespace louxia::app {

/// Who gives orders to couriers. Called inside a transaction: pure and quick.
class Dispatcher {
public:
    virtual ~Dispatcher() = default;
    /// At most one assignment per task; only free couriers.
    [[nodiscard]] virtual std::vector<dispatch::Assignment> assign(
        std::vector<dispatch::Task> tasks, std::vector<dispatch::CourierState> couriers) = 0;
};

/// The first one: the nearest free courier, most urgent order first.
class NearestFreeDispatcher final : public Dispatcher {
public:
    [[nodiscard]] std::vector<dispatch::Assignment> assign(
        std::vector<dispatch::Task> tasks, std::vector<dispatch::CourierState> couriers) override {
        return dispatch::assign_nearest_free(std::move(tasks), std::move(couriers));
    }
};

}  // namespace louxia::app
