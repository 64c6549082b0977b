#pragma once

#include "shared/api/staff.hpp"
#include "shared/domain/assignment.hpp"
#include "shared/domain/crowd_ride.hpp"

/// What couriers report, and the fleet as its leader sees it.
namespace louxia::api {

/// Something is wrong with an order that the courier has. One not taken yet is the courier's no
/// more and waits until the leader has answered; one under way stays with the courier, who hands it
/// over after all or brings it back. Refused: not_found, out_of_range or invalid_value "text",
/// wrong_state (item_missing once it was taken; too many reports).
struct ReportProblem {
    static constexpr std::string_view name = "report_problem";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/courier/orders/{order}/problem";
    static constexpr RoleSet roles = courier_roles;
    struct Request {
        OrderId order;
        ProblemKind kind = ProblemKind::other;
        std::string text;
        static constexpr auto fields() {
            return field_list(field("order", &Request::order), field("kind", &Request::kind),
                              optional_field("text", &Request::text));
        }
    };
    using Response = RunView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct FleetStop {
    OrderId order;
    std::int32_t number = 0;
    bool pickup = false;  ///< at the hub, else at the door
    AddressView address;  ///< its door
    std::string hub_name;
    Instant expected_at;
    Instant due_at;
    static constexpr auto fields() {
        return field_list(field("order", &FleetStop::order), field("number", &FleetStop::number),
                          field("pickup", &FleetStop::pickup),
                          field("address", &FleetStop::address),
                          field("hub_name", &FleetStop::hub_name),
                          field("expected_at_ms", &FleetStop::expected_at),
                          field("due_at_ms", &FleetStop::due_at));
    }
};

struct FleetCourier {
    CourierId courier;
    std::string courier_name;
    bool on_shift = false;
    PointView at;
    Instant seen_at;      ///< null: not seen for a day
    Instant shift_until;  ///< null: not said
    CourierVehicle vehicle = CourierVehicle::bicycle;
    std::vector<FleetStop> stops;
    std::int32_t done_today = 0;
    std::int32_t on_time_today = 0;
    static constexpr auto fields() {
        return field_list(
            field("courier", &FleetCourier::courier),
            field("courier_name", &FleetCourier::courier_name),
            field("on_shift", &FleetCourier::on_shift), field("at", &FleetCourier::at),
            optional_field("seen_at_ms", &FleetCourier::seen_at),
            optional_field("shift_until_ms", &FleetCourier::shift_until),
            field("vehicle", &FleetCourier::vehicle), field("stops", &FleetCourier::stops),
            field("done_today", &FleetCourier::done_today),
            field("on_time_today", &FleetCourier::on_time_today));
    }
};

/// Whom an order was given to, and what was weighed.
struct FleetDecision {
    OrderId order;
    std::int32_t number = 0;
    std::string courier_name;    ///< empty: a rider of the crowd whom nobody has found yet
    std::string instead_name;    ///< empty: nobody else could
    bool instead_crowd = false;  ///< or a rider of the crowd would have been called
    std::int32_t saves_s = 0;    ///< by how many seconds of waiting that would have been worse
    bool on_the_way = false;
    bool urgent = false;
    Instant assigned_at;
    AssignmentEnd end = AssignmentEnd::running;
    static constexpr auto fields() {
        return field_list(field("order", &FleetDecision::order),
                          field("number", &FleetDecision::number),
                          field("courier_name", &FleetDecision::courier_name),
                          field("instead_name", &FleetDecision::instead_name),
                          field("instead_crowd", &FleetDecision::instead_crowd),
                          field("saves_s", &FleetDecision::saves_s),
                          field("on_the_way", &FleetDecision::on_the_way),
                          field("urgent", &FleetDecision::urgent),
                          field("assigned_at_ms", &FleetDecision::assigned_at),
                          field("end", &FleetDecision::end));
    }
};

/// A ride of the crowd that lasts, or whose rider vanished with something.
struct FleetRide {
    struct Stop {
        OrderId order;
        std::int32_t number = 0;
        AddressView address;
        OrderState state = OrderState::packed;
        Instant expected_at;
        Instant due_at;
        static constexpr auto fields() {
            return field_list(field("order", &Stop::order), field("number", &Stop::number),
                              field("address", &Stop::address), field("state", &Stop::state),
                              field("expected_at_ms", &Stop::expected_at),
                              field("due_at_ms", &Stop::due_at));
        }
    };
    CrowdRideId ride;
    std::string rider_name;  ///< empty before one has accepted
    CrowdState state = CrowdState::wanted;
    Money price;
    std::string hub_name;
    Instant arrives_at;  ///< at the hub, as told; null before one has accepted
    std::vector<Stop> stops;
    static constexpr auto fields() {
        return field_list(field("ride", &FleetRide::ride),
                          field("rider_name", &FleetRide::rider_name),
                          field("state", &FleetRide::state), field("price_fen", &FleetRide::price),
                          field("hub_name", &FleetRide::hub_name),
                          optional_field("arrives_at_ms", &FleetRide::arrives_at),
                          field("stops", &FleetRide::stops));
    }
};

struct FleetProblem {
    OrderId order;
    std::int32_t number = 0;
    AddressView address;
    OrderState state = OrderState::packed;
    std::string courier_name;
    ProblemKind kind = ProblemKind::other;
    std::string text;
    Instant reported_at;
    static constexpr auto fields() {
        return field_list(
            field("order", &FleetProblem::order), field("number", &FleetProblem::number),
            field("address", &FleetProblem::address), field("state", &FleetProblem::state),
            field("courier_name", &FleetProblem::courier_name), field("kind", &FleetProblem::kind),
            field("text", &FleetProblem::text),
            field("reported_at_ms", &FleetProblem::reported_at));
    }
};

/// How deliveries of a span went, or would have gone.
struct DeliveryFigures {
    std::int32_t orders = 0;
    std::int32_t on_time = 0;
    std::int64_t mean_ms = 0;   ///< from placing to the door; 0 without orders
    std::int64_t worst_ms = 0;  ///< the longest beyond its promise; 0: none was late
    static constexpr auto fields() {
        return field_list(field("orders", &DeliveryFigures::orders),
                          field("on_time", &DeliveryFigures::on_time),
                          field("mean_ms", &DeliveryFigures::mean_ms),
                          field("worst_ms", &DeliveryFigures::worst_ms));
    }
};

struct GetFleet {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "get_fleet";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/fleet";
    static constexpr RoleSet roles = leader_roles;
    using Request = Nothing;
    struct Response {
        Instant now;
        std::vector<FleetCourier> couriers;  ///< those on shift first
        std::vector<FleetRide> rides;        ///< by id
        std::int32_t waiting = 0;            ///< deliveries that nobody brings yet
        DeliveryFigures today;
        Money courier_pay;                     ///< of today's deliveries
        Money crowd_spent;                     ///< for rides delivered today
        Money compensation;                    ///< for late ones of today
        std::vector<FleetDecision> decisions;  ///< of today, the latest 30 first
        std::vector<FleetProblem> problems;    ///< open ones, the oldest first
        static constexpr auto fields() {
            return field_list(
                field("now_ms", &Response::now), field("couriers", &Response::couriers),
                field("rides", &Response::rides), field("waiting", &Response::waiting),
                field("today", &Response::today), field("courier_pay_fen", &Response::courier_pay),
                field("crowd_spent_fen", &Response::crowd_spent),
                field("compensation_fen", &Response::compensation),
                field("decisions", &Response::decisions), field("problems", &Response::problems));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The leader has answered what was reported of an order: it goes on, as it stands or after the
/// leader changed it. Refused: not_found when nothing is open.
struct SolveProblem {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "solve_problem";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/orders/{order}/solve";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        OrderId order;
        static constexpr auto fields() { return field_list(field("order", &Request::order)); }
    };
    using Response = GetFleet::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What one more rider would have changed today, from minute to minute of the day: today's orders
/// are delivered twice in a simulation, by those who were on shift with and without.
/// Refused: out_of_range ("from_minute", "until_minute").
struct TryRider {
    static constexpr bool on_pages = true;
    static constexpr std::string_view name = "try_rider";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/fleet/trial";
    static constexpr RoleSet roles = leader_roles;
    struct Request {
        std::int32_t from_minute = 17 * 60;
        std::int32_t until_minute = 19 * 60;
        static constexpr auto fields() {
            return field_list(field("from_minute", &Request::from_minute),
                              field("until_minute", &Request::until_minute));
        }
    };
    struct Response {
        DeliveryFigures without;
        DeliveryFigures with;
        static constexpr auto fields() {
            return field_list(field("without", &Response::without), field("with", &Response::with));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
