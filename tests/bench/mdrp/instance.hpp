#pragma once

// Grubhub's meal-delivery instances (github.com/grubhub/mdrplib) as the simulator reads them.
// Times are minutes, places metres.

#include <cstdint>
#include <string>
#include <vector>

namespace louxia::bench::mdrp {

struct Spot {
    std::int32_t x = 0;
    std::int32_t y = 0;
};

struct MealOrder {
    std::string name;
    Spot at;
    std::int32_t placed = 0;
    std::int32_t restaurant = 0;  ///< index
    std::int32_t ready = 0;
};

struct Driver {
    std::string name;
    Spot at;
    std::int32_t on = 0;
    std::int32_t off = 0;
};

struct Restaurant {
    std::string name;
    Spot at;
};

struct Instance {
    std::string name;
    std::vector<MealOrder> orders;
    std::vector<Driver> drivers;
    std::vector<Restaurant> restaurants;
    std::int32_t metres_per_minute = 0;
    std::int32_t pickup_service = 0;
    std::int32_t drop_service = 0;
    std::int32_t target = 0;
    std::int32_t pay_per_order = 0;
    std::int32_t pay_per_hour = 0;
};

/// Reads the folder; ends the program with a message when a file is not as it should be.
[[nodiscard]] Instance read_instance(const std::string& folder);

}  // namespace louxia::bench::mdrp
