// The colours are those of the product's look, light.

#include "tests/bench/day/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <tuple>

namespace louxia::bench::day {
namespace {

constexpr const char* paper = "#F8F3E9";
constexpr const char* card = "#FFFDF9";
constexpr const char* line = "#E7DECD";
constexpr const char* ink = "#20261D";
constexpr const char* ink2 = "#4F5648";
constexpr const char* ink3 = "#666B5B";
constexpr const char* leaf = "#1E6A3C";
constexpr const char* lamp = "#F2A93B";
constexpr const char* water = "#28657F";
constexpr const char* tomato = "#BC3317";
constexpr const char* map_ground = "#EFEBDD";
constexpr const char* map_green = "#D8E6CA";
constexpr const char* block_top = "#EBE3D3";
constexpr const char* block_side = "#CFC3AB";
constexpr const char* rider_colours[] = {leaf, lamp, water};

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string clock_text(std::int32_t second) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", second / hour, second % hour / minute);
    return text;
}

/// An SVG that grows.
class Picture {
public:
    Picture(double width, double height) {
        text_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
                number(height) + "\" width=\"" + number(width) + "\" height=\"" + number(height) +
                "\" font-family=\"'Noto Sans CJK SC', 'Noto Sans', sans-serif\">\n";
        box(0, 0, width, height, paper, 0);
    }
    void box(double x, double y, double width, double height, const char* fill, double radius,
             const char* more = "") {
        text_ += "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" +
                 number(std::max(width, 0.6)) + "\" height=\"" + number(height) + "\" rx=\"" +
                 number(radius) + "\" fill=\"" + fill + "\"" + more + "/>\n";
    }
    void dot(double x, double y, double radius, const char* fill, const char* more = "") {
        text_ += "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) +
                 "\" fill=\"" + fill + "\"" + more + "/>\n";
    }
    void write(double x, double y, const std::string& words, double size, const char* fill,
               const char* more = "") {
        text_ += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" font-size=\"" +
                 number(size) + "\" fill=\"" + fill + "\"" + more + ">" + words + "</text>\n";
    }
    void path(const std::string& way, const char* colour, double width, const char* more = "") {
        text_ += "<path d=\"" + way + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" +
                 number(width) + "\" stroke-linecap=\"round\"" + more + "/>\n";
    }
    void save(const std::string& file) const { std::ofstream(file) << text_ << "</svg>\n"; }

private:
    std::string text_;
};

std::string title_of(const Town& town, const DayLog& log) {
    int offered = 0;
    int kept = 0;
    for (const Outcome& outcome : log.outcomes) {
        if (outcome.promise == Class::none) continue;
        ++offered;
        if (outcome.dropped_s > 0 && outcome.dropped_s <= outcome.due_s) ++kept;
    }
    return "Simulated day " + std::to_string(town.seed) + (town.rain ? ", rain" : ", dry") + ": " +
           std::to_string(offered) + " orders, " + std::to_string(kept) + " on time, " +
           std::to_string(log.crowd_orders) + " by the crowd";
}

class Map {
public:
    Map(const Town& town, const DayLog& log) : town_(town), log_(log), picture_(width, height) {}

    void draw(const std::string& file) {
        picture_.box(24, 64, width - 48, height - 128, map_ground, 16);
        for (std::int32_t compound = 0; compound < town_.building_count / 6; ++compound)
            draw_compound(compound);
        draw_rides();
        for (std::int32_t number = 0; number < town_.building_count; ++number)
            draw_building(number);
        for (Place source = 0; source < town_.source_count; ++source)
            draw_source(source);
        picture_.write(28, 42, title_of(town_, log_), 20, ink, " font-weight=\"700\"");
        draw_legend();
        picture_.save(file);
    }

private:
    static constexpr double width = 1100;
    static constexpr double height = 880;

    [[nodiscard]] double x(Place place) const {
        return 80 + (town_.places[static_cast<std::size_t>(place)].x_m - 200) * 0.64;
    }
    [[nodiscard]] double y(Place place) const {
        return 118 + (town_.places[static_cast<std::size_t>(place)].y_m - 150) * 0.6;
    }

    void draw_compound(std::int32_t compound) {
        double left = 1e9;
        double top = 1e9;
        double right = 0;
        double bottom = 0;
        for (std::int32_t number = compound * 6; number < compound * 6 + 6; ++number) {
            const Place place = town_.building(number);
            left = std::min(left, x(place));
            right = std::max(right, x(place));
            top = std::min(top, y(place));
            bottom = std::max(bottom, y(place));
        }
        picture_.box(left - 28, top - 26, right - left + 56, bottom - top + 54, map_green, 16);
    }

    void draw_building(std::int32_t number) {
        const Place place = town_.building(number);
        picture_.box(x(place) - 13, y(place) - 7, 26, 18, block_side, 4);
        picture_.box(x(place) - 13, y(place) - 10, 26, 18, block_top, 4);
        picture_.write(x(place), y(place) + 3, std::to_string(number + 1), 10, ink2,
                       " text-anchor=\"middle\"");
    }

    void draw_source(Place source) {
        picture_.dot(x(source), y(source), source == 0 ? 15 : 11, card);
        picture_.dot(x(source), y(source), source == 0 ? 12 : 8, leaf);
        picture_.write(x(source) + 18, y(source) - 10, source == 0 ? "hub" : "shop", 13, ink,
                       " font-weight=\"700\"");
    }

    /// Rides between the same places are one line, the thicker the more there are.
    void draw_rides() {
        std::map<std::tuple<std::int32_t, Place, Place>, int> rides;
        std::map<std::int32_t, Place> places;
        for (const Visit& visit : log_.visits) {
            const Carrier& who = log_.couriers[static_cast<std::size_t>(visit.courier)];
            const auto [known, fresh] = places.try_emplace(visit.courier, who.began_at);
            // A crowd rider's way here is not the day's business.
            const bool shown = !who.crowd || !fresh;
            const Place from = known->second;
            known->second = visit.at;
            if (from == visit.at || !shown) continue;
            const std::int32_t lane = who.crowd ? -1 : visit.courier;
            ++rides[{lane, std::min(from, visit.at), std::max(from, visit.at)}];
        }
        for (const auto& [ride, count] : rides) {
            const auto [lane, from, to] = ride;
            draw_ride(lane, from, to, count);
        }
    }

    void draw_ride(std::int32_t lane, Place from, Place to, int count) {
        const double dx = x(to) - x(from);
        const double dy = y(to) - y(from);
        const double length = std::max(1.0, std::hypot(dx, dy));
        const double bend = (lane < 0 ? 26 : lane * 15 - 15) * std::min(1.0, length / 120);
        const std::string way = "M" + number(x(from)) + " " + number(y(from)) + "Q" +
                                number((x(from) + x(to)) / 2 - dy / length * bend) + " " +
                                number((y(from) + y(to)) / 2 + dx / length * bend) + " " +
                                number(x(to)) + " " + number(y(to));
        if (lane < 0) {
            picture_.path(way, ink3, 1.4, " stroke-dasharray=\"2 5\" opacity=\".7\"");
        } else {
            picture_.path(way, rider_colours[lane % 3], 0.9 + std::sqrt(count) * 1.1,
                          " opacity=\".72\"");
        }
    }

    void draw_legend() {
        double left = 30;
        for (std::size_t rider = 0; rider < town_.riders.size(); ++rider) {
            int orders = 0;
            for (const Outcome& outcome : log_.outcomes)
                orders += outcome.courier == static_cast<std::int32_t>(rider) ? 1 : 0;
            picture_.box(left, height - 41, 26, 5, rider_colours[rider % 3], 2.5);
            picture_.write(
                left + 34, height - 33,
                "rider " + std::to_string(rider + 1) + ", " + std::to_string(orders) + " orders",
                14, ink2);
            left += 190;
        }
        picture_.path("M" + number(left) + " " + number(height - 38.5) + "h28", ink3, 1.6,
                      " stroke-dasharray=\"2 5\"");
        picture_.write(left + 38, height - 33,
                       "crowd, " + std::to_string(log_.crowd_orders) +
                           " orders; a thicker line: ridden more often",
                       14, ink2);
    }

    const Town& town_;
    const DayLog& log_;
    Picture picture_;
};

class Gantt {
public:
    Gantt(const Town& town, const DayLog& log)
        : town_(town), log_(log), picture_(width, height_of(log)) {}

    void draw(const std::string& file) {
        picture_.write(28, 40, title_of(town_, log_), 20, ink, " font-weight=\"700\"");
        picture_.box(24, 56, width - 48, height_of(log_) - 104, card, 16);
        for (std::int32_t at_s = first_s; at_s <= last_s; at_s += hour) {
            picture_.path("M" + number(x(at_s)) + " 92V" + number(height_of(log_) - 60), line, 1);
            picture_.write(x(at_s), 80, clock_text(at_s), 12, ink3, " text-anchor=\"middle\"");
        }
        for (std::int32_t rider = 0; rider < static_cast<std::int32_t>(town_.riders.size());
             ++rider)
            draw_rider(rider);
        draw_crowd();
        draw_orders();
        draw_legend();
        picture_.save(file);
    }

private:
    static constexpr double width = 1400;
    static constexpr std::int32_t first_s = 8 * hour;
    static constexpr std::int32_t last_s = 22 * hour;
    static constexpr double rider_height = 34;
    static constexpr double crowd_top = 100 + 3 * rider_height + 6;
    static constexpr int crowd_lanes = 6;
    static constexpr double orders_top = crowd_top + crowd_lanes * 9 + 26;
    static constexpr double order_height = 3.4;

    [[nodiscard]] static double height_of(const DayLog& log) {
        const auto offered =
            std::count_if(log.outcomes.begin(), log.outcomes.end(),
                          [](const Outcome& outcome) { return outcome.promise != Class::none; });
        return orders_top + static_cast<double>(offered) * order_height + 80;
    }
    [[nodiscard]] static double x(std::int32_t at_s) {
        return 110 + (width - 150) * (at_s - first_s) / static_cast<double>(last_s - first_s);
    }

    void draw_visits(std::int32_t courier, double top, double tall, const char* colour) {
        std::int32_t shown_until_s = 0;
        for (const Visit& visit : log_.visits) {
            if (visit.courier != courier) continue;
            if (visit.arrived_s > visit.left_s && visit.left_s >= shown_until_s) {
                picture_.box(x(visit.left_s), top + tall * 0.38,
                             x(visit.arrived_s) - x(visit.left_s), tall * 0.24, colour, 1,
                             " opacity=\".45\"");
            }
            shown_until_s = visit.done_s;
            const double middle = top + tall / 2;
            if (visit.drop) {
                picture_.dot(x(visit.done_s), middle, tall * 0.17, colour);
            } else {
                picture_.box(x(visit.arrived_s), top + tall * 0.15,
                             x(visit.done_s) - x(visit.arrived_s), tall * 0.7, colour, 2);
            }
        }
    }

    void draw_rider(std::int32_t rider) {
        const double top = 96 + rider * rider_height;
        const Rider& who = town_.riders[static_cast<std::size_t>(rider)];
        picture_.box(x(who.on_s), top + 3, x(who.off_s) - x(who.on_s), rider_height - 6, "#F1EADC",
                     6);
        picture_.write(40, top + 21, "rider " + std::to_string(rider + 1), 13, ink,
                       " font-weight=\"700\"");
        draw_visits(rider, top + 5, rider_height - 10, rider_colours[rider % 3]);
    }

    /// Crowd riders in as few rows as they need; beyond the last row they overlap.
    void draw_crowd() {
        picture_.write(40, crowd_top + 14, "crowd", 13, ink, " font-weight=\"700\"");
        std::int32_t busy_until_s[crowd_lanes] = {};
        const auto riders = static_cast<std::int32_t>(log_.couriers.size());
        for (auto courier = static_cast<std::int32_t>(town_.riders.size()); courier < riders;
             ++courier) {
            std::int32_t until_s = 0;
            for (const Visit& visit : log_.visits) {
                if (visit.courier == courier) until_s = std::max(until_s, visit.done_s);
            }
            const std::int32_t from_s = log_.couriers[static_cast<std::size_t>(courier)].on_s;
            int lane = 0;
            while (lane + 1 < crowd_lanes && busy_until_s[lane] > from_s)
                ++lane;
            busy_until_s[lane] = until_s;
            draw_visits(courier, crowd_top + lane * 9, 9, ink3);
        }
    }

    void draw_orders() {
        picture_.write(40, orders_top + 8, "orders", 13, ink, " font-weight=\"700\"");
        double top = orders_top;
        for (const DayOrder& order : town_.orders) {
            const Outcome& outcome = log_.outcomes[order.id - 1];
            if (outcome.promise == Class::none) continue;
            draw_order(order, outcome, top);
            top += order_height;
        }
    }

    void draw_order(const DayOrder& order, const Outcome& outcome, double top) {
        const auto bar = [&](std::int32_t from_s, std::int32_t until_s, const char* colour) {
            if (until_s > from_s) {
                picture_.box(x(from_s), top, x(until_s) - x(from_s), order_height - 1, colour, 0);
            }
        };
        const bool late = outcome.dropped_s == 0 || outcome.dropped_s > outcome.due_s;
        bar(order.placed_s, order.ready_s, block_side);
        bar(order.ready_s, outcome.picked_s, "#FFD88C");
        bar(outcome.picked_s, outcome.dropped_s, late ? tomato : leaf);
        if (order.group < 0) bar(outcome.due_s, outcome.due_s + 40, late ? tomato : ink3);
    }

    void draw_legend() {
        const double top = height_of(log_) - 36;
        const std::pair<const char*, const char*> parts[] = {{block_side, "being packed"},
                                                             {"#FFD88C", "waits for its rider"},
                                                             {leaf, "on the way"},
                                                             {tomato, "on the way, late"},
                                                             {ink3, "promised until"}};
        double left = 110;
        for (const auto& [colour, words] : parts) {
            picture_.box(left, top, 22, 8, colour, 2);
            picture_.write(left + 30, top + 9, words, 13, ink2);
            left += 180;
        }
        picture_.write(left, top + 9, "riders: block at a pickup, dot at a door", 13, ink2);
    }

    const Town& town_;
    const DayLog& log_;
    Picture picture_;
};

}  // namespace

void write_pictures(const std::string& folder, const Town& town, const DayLog& log) {
    std::filesystem::create_directories(folder);
    Map(town, log).draw(folder + "/map.svg");
    Gantt(town, log).draw(folder + "/gantt.svg");
}

}  // namespace louxia::bench::day
