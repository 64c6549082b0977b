#pragma once

#include "shared/api/leader.hpp"
#include "shared/api/resident.hpp"

/// Devices and what a person may do about what is kept of them. Their faces are pages of the
/// server's: `on_pages` tells the client that none of its faces sends them.
namespace louxia::api {

/// A session as its owner, or the leader, sees it.
struct DeviceView {
    SessionId session;
    std::string device;    ///< "Android · Chrome"; empty: unknown
    std::string nickname;  ///< whose it is
    Role role = Role::resident;
    Instant first_seen;
    Instant last_seen;
    bool current = false;  ///< the one that asks
    static constexpr auto fields() {
        return field_list(
            field("session", &DeviceView::session), field("device", &DeviceView::device),
            field("nickname", &DeviceView::nickname), field("role", &DeviceView::role),
            field("first_seen_ms", &DeviceView::first_seen),
            field("last_seen_ms", &DeviceView::last_seen), field("current", &DeviceView::current));
    }
};

/// The caller's own sessions, seen last first.
struct ListDevices {
    static constexpr std::string_view name = "list_devices";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me/devices";
    static constexpr RoleSet roles = signed_in_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<DeviceView> devices;
        static constexpr auto fields() { return field_list(field("devices", &Response::devices)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Ends one of the caller's own sessions; not_found for another's.
struct EndDevice {
    static constexpr std::string_view name = "end_device";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/devices/{session}/end";
    static constexpr RoleSet roles = signed_in_roles;
    static constexpr bool on_pages = true;
    struct Request {
        SessionId session;
        static constexpr auto fields() { return field_list(field("session", &Request::session)); }
    };
    using Response = ListDevices::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Ends all of the caller's sessions but the one that asks.
struct EndOtherDevices {
    static constexpr std::string_view name = "end_other_devices";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/devices/end-others";
    static constexpr RoleSet roles = signed_in_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    using Response = ListDevices::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Sessions of shop, courier and kiosk.
struct ListStaffDevices {
    static constexpr std::string_view name = "list_staff_devices";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/leader/devices";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    using Response = ListDevices::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Ends a session of shop, courier or kiosk; not_found for a household's.
struct EndStaffDevice {
    static constexpr std::string_view name = "end_staff_device";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/devices/{session}/end";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    using Request = EndDevice::Request;
    using Response = ListDevices::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Forgets the caller's household: names, phone, notes, posts, pictures and sessions go, orders and
/// ledger stay under a pseudonym. Needs no key: the session that could send it again is gone.
/// Refused: orders_running, wallet_not_empty, and not_allowed where the leader lives.
struct ForgetHousehold {
    static constexpr std::string_view name = "forget_household";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/forget";
    static constexpr RoleSet roles = RoleSet::of(Role::resident);
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        bool sure = false;  ///< must be true
        static constexpr auto fields() { return field_list(field("sure", &Request::sure)); }
    };
    using Response = Nothing;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A new code for a building's poster; the former one ends. It is in this answer only.
struct MakeBuildingCode {
    static constexpr std::string_view name = "make_building_code";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/leader/buildings/{building}/code";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    struct Request {
        BuildingId building;
        static constexpr auto fields() { return field_list(field("building", &Request::building)); }
    };
    struct Response {
        std::string path{};  ///< "/c/yunshanli/ask#…", to be put behind the server's own address
        static constexpr auto fields() { return field_list(field("path", &Response::path)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Asks to be let in, with a building's code: signs in as a resident without a household, who may
/// look and not order until it is decided. not_found for a code that is none; rate_limited when too
/// many of that building wait. Needs no key: the session is its answer.
struct AskIn {
    static constexpr std::string_view name = "ask_in";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/admissions";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string secret{};    ///< from the poster's link: 26 base32 digits
        std::string nickname{};  ///< 1-24 code points
        std::int32_t unit = 0;
        std::int32_t room = 0;
        static constexpr auto fields() {
            return field_list(field("secret", &Request::secret),
                              field("nickname", &Request::nickname), field("unit", &Request::unit),
                              field("room", &Request::room));
        }
    };
    using Response = MeView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Who waits: for the leader all, for a household those of its building, without their doors. After
/// 14 days a request is over and is listed no more.
struct ListAdmissions {
    static constexpr std::string_view name = "list_admissions";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/admissions";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Waiting {
        MemberId member;
        std::string nickname{};
        std::int32_t building_number = 0;
        std::optional<AddressView> address;  ///< to the leader only
        bool door_is_known = false;          ///< a household lives there: the leader decides
        std::int32_t vouches = 0;
        bool vouched = false;  ///< by the caller's household
        Instant asked_at;
        std::string group_title{};          ///< of the guest link it came with; empty: none
        std::optional<NeighbourView> host;  ///< who made that link
        static constexpr auto fields() {
            return field_list(
                field("member", &Waiting::member), field("nickname", &Waiting::nickname),
                field("building_number", &Waiting::building_number),
                optional_field("address", &Waiting::address),
                field("door_is_known", &Waiting::door_is_known),
                field("vouches", &Waiting::vouches), field("vouched", &Waiting::vouched),
                field("asked_at_ms", &Waiting::asked_at),
                optional_field("group_title", &Waiting::group_title),
                optional_field("host", &Waiting::host));
        }
    };
    struct Response {
        std::vector<Waiting> waiting;
        static constexpr auto fields() { return field_list(field("waiting", &Response::waiting)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The leader lets somebody in; a household of the same building vouches, and the second one lets
/// in, unless a household is known behind that door.
struct Admit {
    static constexpr std::string_view name = "admit";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/admissions/{member}/admit";
    static constexpr RoleSet roles = household_roles;
    static constexpr bool on_pages = true;
    struct Request {
        MemberId member;
        static constexpr auto fields() { return field_list(field("member", &Request::member)); }
    };
    using Response = ListAdmissions::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The leader sends somebody away: member and session go.
struct TurnAway {
    static constexpr std::string_view name = "turn_away";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/admissions/{member}/turn-away";
    static constexpr RoleSet roles = leader_roles;
    static constexpr bool on_pages = true;
    using Request = Admit::Request;
    using Response = ListAdmissions::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
