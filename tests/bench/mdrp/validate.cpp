#include "tests/bench/mdrp/validate.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace louxia::bench::mdrp {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> table(std::istream& text) {
    std::vector<Cells> rows;
    std::string line;
    std::getline(text, line);
    while (std::getline(text, line)) {
        Cells cells;
        std::string cell;
        std::istringstream words(line);
        while (std::getline(words, cell, '\t'))
            cells.push_back(cell);
        if (!cells.empty() && !cells[0].empty()) rows.push_back(cells);
    }
    return rows;
}

std::vector<Cells> file_table(const std::string& path) {
    std::ifstream file(path);
    return table(file);
}

std::vector<Cells> text_table(const std::string& text) {
    std::istringstream stream(text);
    return table(stream);
}

double value(const std::string& cell) {
    return std::stod(cell);
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (place - std::floor(place));
}

struct Point {
    double x = 0;
    double y = 0;
};
struct OrderRow {
    Point at;
    double placed = 0;
    std::string restaurant;
    double ready = 0;
    int delivered = 0;
};
struct CourierRow {
    Point at;
    double on = 0;
    double off = 0;
    double free = 0;
    std::string place = "0";
    int orders = 0;
    std::vector<Cells> legs;  ///< departure, origin, destination, as they have to be
};

class Check {
public:
    explicit Check(const Claim& claim);
    Verdict run();

private:
    void read();
    void fault(const std::string& what) {
        if (verdict_.faults.size() < 10) verdict_.faults.push_back(what);
    }
    void same(const std::string& what, double told, double right) {
        if (std::fabs(told - right) <= tolerance_) return;
        fault(what + " is " + std::to_string(told) + " and not " + std::to_string(right));
    }
    [[nodiscard]] double ride(Point from, Point to) const {
        const double minutes = std::hypot(from.x - to.x, from.y - to.y) / speed_;
        return claim_.whole_minutes ? std::ceil(minutes) : minutes;
    }
    void assignment(const Cells& row);
    void deliveries(const Cells& row, const std::string& restaurant, double picked);
    void delivered(const std::string& name, double picked, double dropped,
                   const std::string& courier);
    void legs();
    void measures();

    const Claim& claim_;
    double tolerance_;
    double speed_ = 1;
    double pickup_half_ = 0;
    double drop_half_ = 0;
    double target_ = 0;
    double per_order_ = 0;
    double per_hour_ = 0;
    std::map<std::string, OrderRow> orders_;
    std::map<std::string, CourierRow> couriers_;
    std::map<std::string, Point> restaurants_;
    std::map<std::string, Cells> told_orders_;
    std::vector<double> doors_;
    std::vector<double> waits_;
    Verdict verdict_;
};

// Rides in whole seconds are up to a second longer than they need be.
Check::Check(const Claim& claim) : claim_(claim), tolerance_(claim.whole_minutes ? 1e-6 : 0.02) {}

void Check::read() {
    for (const Cells& row : file_table(claim_.folder + "/restaurants.txt")) {
        restaurants_[row.at(0)] = {value(row.at(1)), value(row.at(2))};
    }
    for (const Cells& row : file_table(claim_.folder + "/orders.txt")) {
        orders_[row.at(0)] = {
            {value(row.at(1)), value(row.at(2))}, value(row.at(3)), row.at(4), value(row.at(5)), 0};
    }
    for (const Cells& row : file_table(claim_.folder + "/couriers.txt")) {
        CourierRow& courier = couriers_[row.at(0)];
        courier.at = {value(row.at(1)), value(row.at(2))};
        courier.on = value(row.at(3));
        courier.off = value(row.at(4));
        courier.free = courier.on;
    }
    const Cells parameters = file_table(claim_.folder + "/instance_parameters.txt").at(0);
    speed_ = value(parameters.at(0));
    pickup_half_ = value(parameters.at(1)) / 2;
    drop_half_ = value(parameters.at(2)) / 2;
    target_ = value(parameters.at(3));
    per_order_ = value(parameters.at(5));
    per_hour_ = value(parameters.at(6));
}

/// Assignment time, pickup time, courier, order, ..., order.
void Check::assignment(const Cells& row) {
    const double assigned = value(row.at(0));
    const double picked = value(row.at(1));
    if (couriers_.count(row.at(2)) == 0 || row.size() < 4) return fault("no such assignment");
    CourierRow& courier = couriers_[row[2]];
    if (assigned < courier.free - tolerance_) fault(row[2] + " is told something while busy");
    if (assigned < courier.on) fault(row[2] + " is told something before its shift");
    if (picked > courier.off + tolerance_) fault(row[2] + " picks up after its shift");
    double ready = 0;
    const std::string restaurant = orders_[row[3]].restaurant;
    for (std::size_t index = 3; index < row.size(); ++index) {
        if (orders_.count(row[index]) == 0) return fault("no order " + row[index]);
        const OrderRow& order = orders_[row[index]];
        if (order.restaurant != restaurant) fault(row[index] + " is from another restaurant");
        if (order.placed > assigned) fault(row[index] + " was not known yet");
        ready = std::max(ready, order.ready);
    }
    if (restaurants_.count(restaurant) == 0) return fault("no restaurant of " + row[3]);
    const double there = assigned + ride(courier.at, restaurants_[restaurant]) + pickup_half_;
    same("the pickup of " + row[3], picked, std::max(ready, there));
    courier.legs.push_back({row[0], courier.place, restaurant});
    deliveries(row, restaurant, picked);
}

void Check::deliveries(const Cells& row, const std::string& restaurant, double picked) {
    CourierRow& courier = couriers_[row[2]];
    double leaves = picked + pickup_half_;
    Point at = restaurants_[restaurant];
    std::string place = restaurant;
    for (std::size_t index = 3; index < row.size(); ++index) {
        OrderRow& order = orders_[row[index]];
        if (++order.delivered > 1) fault(row[index] + " is delivered twice");
        courier.legs.push_back({std::to_string(leaves), place, row[index]});
        double dropped = leaves + ride(at, order.at) + drop_half_;
        if (told_orders_.count(row[index]) != 0) {
            const double told = value(told_orders_[row[index]].at(4));
            same("the drop-off of " + row[index], told, dropped);
            if (!claim_.whole_minutes) dropped = told;
        }
        delivered(row[index], picked, dropped, row[2]);
        leaves = dropped + drop_half_;
        at = order.at;
        place = row[index];
        ++courier.orders;
    }
    courier.free = leaves;
    courier.at = at;
    courier.place = place;
}

void Check::delivered(const std::string& name, double picked, double dropped,
                      const std::string& courier) {
    const OrderRow& order = orders_[name];
    doors_.push_back(dropped - order.placed);
    waits_.push_back(picked - order.ready);
    if (waits_.back() < -tolerance_) fault(name + " is picked up before it is ready");
    if (told_orders_.count(name) == 0) return fault(name + " is missing among the orders");
    const Cells& told = told_orders_[name];
    same("the placing of " + name, value(told.at(1)), order.placed);
    same("the readiness of " + name, value(told.at(2)), order.ready);
    same("the told pickup of " + name, value(told.at(3)), picked);
    if (told.at(5) != courier) fault(name + " is told of another courier");
}

/// The ways as told have to be those that the assignments make.
void Check::legs() {
    std::map<std::string, std::vector<Cells>> told;
    for (const Cells& row : text_table(claim_.couriers)) {
        told[row.at(0)].push_back({row.at(1), row.at(2), row.at(3)});
    }
    for (const auto& [name, courier] : couriers_) {
        const std::vector<Cells>& ways = told[name];
        if (ways.size() != courier.legs.size()) {
            fault(name + " has " + std::to_string(ways.size()) + " legs");
            continue;
        }
        for (std::size_t leg = 0; leg < ways.size(); ++leg) {
            same("a departure of " + name, value(ways[leg][0]), value(courier.legs[leg][0]));
            if (ways[leg][1] != courier.legs[leg][1] || ways[leg][2] != courier.legs[leg][2]) {
                fault(name + " goes from " + ways[leg][1] + " to " + ways[leg][2]);
            }
        }
        told.erase(name);
    }
    if (!told.empty()) fault("legs of a courier that does not exist");
}

void Check::measures() {
    verdict_.orders = static_cast<int>(doors_.size());
    verdict_.undelivered = static_cast<int>(orders_.size()) - verdict_.orders;
    const double count = std::max(1.0, static_cast<double>(doors_.size()));
    for (const double door : doors_) {
        verdict_.click_to_door += door / count;
        verdict_.overage += std::max(0.0, door - target_) / count;
        verdict_.within_percent += door <= target_ ? 100 / count : 0;
    }
    for (const double wait : waits_)
        verdict_.ready_to_pickup += wait / count;
    verdict_.click_to_door_p90 = quantile(doors_, 0.9);
    verdict_.ready_to_pickup_p90 = quantile(waits_, 0.9);
    std::vector<double> least;
    for (const auto& [name, order] : orders_) {
        least.push_back(order.ready - order.placed + pickup_half_ +
                        ride(restaurants_[order.restaurant], order.at) + drop_half_);
        const double orders = static_cast<double>(orders_.size());
        verdict_.least_click_to_door += least.back() / orders;
        verdict_.least_overage += std::max(0.0, least.back() - target_) / orders;
    }
    verdict_.least_click_to_door_p90 = quantile(least, 0.9);
    for (const auto& [name, courier] : couriers_) {
        const double guaranteed = per_hour_ * (courier.off - courier.on) / 60;
        verdict_.cost_per_order += std::max(per_order_ * courier.orders, guaranteed) / count;
    }
}

Verdict Check::run() {
    read();
    for (const Cells& row : text_table(claim_.orders)) {
        if (row.size() != 6) fault("a row of an order is not complete");
        if (!told_orders_.emplace(row[0], row).second) fault(row[0] + " is told twice");
    }
    double last = -1;
    for (const Cells& row : text_table(claim_.assignments)) {
        if (value(row.at(0)) < last) fault("assignments are not in the order of time");
        last = value(row[0]);
        assignment(row);
    }
    if (told_orders_.size() != doors_.size()) fault("orders are told that nobody was assigned");
    legs();
    measures();
    return verdict_;
}

}  // namespace

Verdict validate(const Claim& claim) {
    return Check(claim).run();
}

}  // namespace louxia::bench::mdrp
