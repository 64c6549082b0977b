#include "tests/bench/mdrp/instance.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

namespace louxia::bench::mdrp {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// The rows below the heading, cell by cell.
Rows rows_of(const std::string& path, std::size_t cells) {
    std::ifstream file(path);
    if (!file) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(2);
    }
    Rows rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
            line.pop_back();
        if (line.empty()) continue;
        std::vector<std::string> row;
        std::istringstream words(line);
        for (std::string word; std::getline(words, word, '\t');)
            row.push_back(word);
        if (row.size() < cells) {
            std::fprintf(stderr, "%s: too few cells: %s\n", path.c_str(), line.c_str());
            std::exit(2);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::int32_t number(const std::string& text) {
    return static_cast<std::int32_t>(std::lround(std::strtod(text.c_str(), nullptr)));
}

}  // namespace

Instance read_instance(const std::string& folder) {
    Instance instance;
    instance.name = folder.substr(folder.find_last_of('/') + 1);
    std::map<std::string, std::int32_t> restaurant_of;
    for (const auto& row : rows_of(folder + "/restaurants.txt", 3)) {
        restaurant_of[row[0]] = static_cast<std::int32_t>(instance.restaurants.size());
        instance.restaurants.push_back({row[0], {number(row[1]), number(row[2])}});
    }
    for (const auto& row : rows_of(folder + "/couriers.txt", 5)) {
        instance.drivers.push_back(
            {row[0], {number(row[1]), number(row[2])}, number(row[3]), number(row[4])});
    }
    for (const auto& row : rows_of(folder + "/orders.txt", 6)) {
        instance.orders.push_back({row[0],
                                   {number(row[1]), number(row[2])},
                                   number(row[3]),
                                   restaurant_of.at(row[4]),
                                   number(row[5])});
    }
    const Rows parameters = rows_of(folder + "/instance_parameters.txt", 7);
    const std::vector<std::string>& values = parameters.at(0);
    instance.metres_per_minute = number(values[0]);
    instance.pickup_service = number(values[1]);
    instance.drop_service = number(values[2]);
    instance.target = number(values[3]);
    instance.pay_per_order = number(values[5]);
    instance.pay_per_hour = number(values[6]);
    return instance;
}

}  // namespace louxia::bench::mdrp
