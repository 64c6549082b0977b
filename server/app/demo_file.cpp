#include "server/app/demo_file.hpp"

#include <limits>

#include <nlohmann/json.hpp>

namespace louxia::app {
namespace {

using Json = nlohmann::json;

/// A value in the file and where it stands. Reading the wrong kind notes the first such place.
class Node {
public:
    Node(const Json& json, std::string path, std::string& problem)
        : json_(json), path_(std::move(path)), problem_(problem) {}

    [[nodiscard]] Node operator[](const char* name) const {
        static const Json nothing;
        const auto found = json_.is_object() ? json_.find(name) : json_.end();
        const std::string path = path_.empty() ? name : path_ + "." + name;
        return Node{found == json_.end() ? nothing : *found, path, problem_};
    }
    [[nodiscard]] std::string text() const {
        return json_.is_string() ? json_.get<std::string>() : (note(), std::string{});
    }
    [[nodiscard]] bool flag() const {
        return json_.is_boolean() ? json_.get<bool>() : (note(), false);
    }
    [[nodiscard]] std::int64_t number() const {
        return json_.is_number_integer() ? json_.get<std::int64_t>() : (note(), 0);
    }
    [[nodiscard]] std::int32_t small() const {
        const std::int64_t value = number();
        if (value < std::numeric_limits<std::int32_t>::min() ||
            value > std::numeric_limits<std::int32_t>::max()) {
            note();
            return 0;
        }
        return static_cast<std::int32_t>(value);
    }
    [[nodiscard]] Money money() const {
        const auto money = Money::from_fen(number());
        return money ? money.value() : (note(), Money{});
    }
    template <class E>
    [[nodiscard]] E word() const {
        const auto value = enum_from_word<E>(text());
        return value ? *value : (note(), E{});
    }
    [[nodiscard]] PlanPoint point() const {
        return {(*this)["x_m"].small(), (*this)["y_m"].small()};
    }
    /// Each element through `read`.
    template <class Read>
    [[nodiscard]] auto list(Read&& read) const {
        std::vector<decltype(read(*this))> values;
        if (!json_.is_array()) {
            note();
            return values;
        }
        std::size_t index = 0;
        for (const Json& element : json_) {
            values.push_back(
                read(Node{element, path_ + "[" + std::to_string(index++) + "]", problem_}));
        }
        return values;
    }

private:
    void note() const {
        if (problem_.empty()) {
            problem_ = path_;
        }
    }

    const Json& json_;
    std::string path_;
    std::string& problem_;
};

Community read_community(const Node& root) {
    const Node community = root["community"];
    const Node plan = root["plan"];
    Community value;
    value.slug = community["slug"].text();
    value.name = community["name"].text();
    value.time_zone = community["time_zone"].text();
    value.leader_name = community["leader_name"].text();
    value.plan.width_m = plan["width_m"].small();
    value.plan.height_m = plan["height_m"].small();
    value.plan.origin_latitude_e7 = plan["origin_latitude_e7"].small();
    value.plan.origin_longitude_e7 = plan["origin_longitude_e7"].small();
    value.plan.shapes = plan["shapes"].list([](const Node& shape) {
        return PlanShape{shape["kind"].word<PlanShape::Kind>(), shape["label"].text(),
                         shape["width_m"].small(),
                         shape["points"].list([](const Node& point) { return point.point(); })};
    });
    return value;
}

Building read_building(const Node& node) {
    return Building{BuildingId{},
                    node["number"].small(),
                    node["units"].small(),
                    node["floors"].small(),
                    node["rooms_per_floor"].small(),
                    node.point(),
                    node["width_m"].small(),
                    node["depth_m"].small()};
}

DemoHub read_hub(const Node& node) {
    return DemoHub{
        node["key"].text(),
        Hub{HubId{}, node["name"].text(), node["place"].text(), node.point(),
            HubTerms{node["delivery_fee_fen"].money(), node["free_delivery_from_fen"].money(),
                     node["minimum_order_fen"].money()},
            node["open"].flag()}};
}

Courier read_courier(const Node& node) {
    return Courier{CourierId{}, node["name"].text(), node["on_shift"].flag(), node.point(),
                   Instant{}};
}

DemoCounter read_counter(const Node& node) {
    return DemoCounter{node["hub"].text(), node["nickname"].text()};
}

DemoItem read_item(const Node& node) {
    return DemoItem{
        node["item"].text(), node["farm"].text(), node["place"].text(),
        DemoMoment{node["harvest_day_offset"].small(), node["harvest_minute_of_day"].small()},
        node["stock"].list([](const Node& stock) {
            return DemoStock{stock["hub"].text(), stock["pieces"].number(),
                             stock["pieces"].number()};
        })};
}

DemoGroup read_group(const Node& node) {
    DemoGroup group;
    group.title = node["title"].text();
    group.title_tomorrow = node["title_tomorrow"].text();
    group.serves = node["serves"].text();
    group.picture = node["picture"].text();
    group.hub = node["hub"].text();
    group.price = node["price_fen"].money();
    group.target_households = node["target_households"].small();
    group.cap_households = node["cap_households"].small();
    group.opened_minute_of_day = node["opened_minute_of_day"].small();
    group.cutoff_minute_of_day = node["cutoff_minute_of_day"].small();
    group.deliver_before_minute_of_day = node["deliver_before_minute_of_day"].small();
    group.contents = node["contents"].list([](const Node& content) {
        return DemoContent{content["item"].text(), content["amount"].text(),
                           content["pieces"].number()};
    });
    group.joined = node["joined"].list([](const Node& join) { return join["household"].text(); });
    return group;
}

DemoPost read_post(const Node& node) {
    DemoPost post;
    post.household = node["household"].text();
    post.item = node["item"].text();
    post.hub = node["hub"].text();
    post.pieces = node["pieces"].number();
    post.day_offset = node["ordered_day_offset"].small();
    post.ordered_minute_of_day = node["ordered_minute_of_day"].small();
    post.delivered_minute_of_day = node["delivered_minute_of_day"].small();
    post.posted_minute_of_day = node["posted_minute_of_day"].small();
    post.text = node["text"].text();
    post.pictures = node["pictures"].list([](const Node& picture) { return picture.text(); });
    return post;
}

DemoHousehold read_household(const Node& node) {
    Household household;
    household.address.building_number = node["building"].small();
    household.address.unit = node["unit"].small();
    household.address.room = node["room"].small();
    household.nickname = node["nickname"].text();
    household.surname = node["surname"].text();
    household.phone = node["phone"].text();
    if (household.phone.size() >= 4) {
        household.phone_last4 = household.phone.substr(household.phone.size() - 4);
    }
    return DemoHousehold{household, node["wallet_fen"].money()};
}

void read_people_and_places(const Node& root, DemoFile& file) {
    file.community = read_community(root);
    file.buildings = root["buildings"].list(read_building);
    file.hubs = root["hubs"].list(read_hub);
    file.couriers = root["couriers"].list(read_courier);
    file.leader_nickname = root["leader"]["nickname"].text();
    file.leader_household = root["leader"]["household"].text();
    file.shop_members = root["shop_members"].list(read_counter);
    file.kiosks = root["kiosks"].list(read_counter);
    file.households = root["households"].list(read_household);
}

void read_day(const Node& root, DemoFile& file) {
    file.residents = root["faces"].list([](const Node& face) { return face["household"].text(); });
    const Node list = root["list"];
    file.sheet = list["sheet"].text();
    file.markup_permille = list["markup_permille"].small();
    file.items = list["items"].list(read_item);
    file.rest_stock = list["rest_stock"].list([](const Node& stock) {
        return DemoStock{stock["hub"].text(), stock["pieces_min"].number(),
                         stock["pieces_max"].number()};
    });
    file.groups = root["groups"].list(read_group);
    file.posts = root["posts"].list(read_post);
}

enum class Parts { everything, people_and_places };

Result<DemoFile> read_file(std::string_view json, Parts parts) {
    const Json parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object()) {
        return refuse(ErrorCode::malformed);
    }
    std::string problem;
    const Node root{parsed, "", problem};
    DemoFile file;
    read_people_and_places(root, file);
    if (parts == Parts::everything) {
        read_day(root, file);
    }
    file.community.demo = parts == Parts::everything;
    if (!problem.empty()) {
        return refuse(ErrorCode::invalid_value, problem);
    }
    return file;
}

}  // namespace

std::string door_key(const Address& address) {
    return std::to_string(address.building_number) + "-" + std::to_string(address.unit) + "-" +
           std::to_string(address.room);
}

Result<DemoFile> read_demo_file(std::string_view json) {
    return read_file(json, Parts::everything);
}

Result<DemoFile> read_community_file(std::string_view json) {
    return read_file(json, Parts::people_and_places);
}

}  // namespace louxia::app
