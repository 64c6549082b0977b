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
        return std::tuple{field("session", &DeviceView::session),
                          field("device", &DeviceView::device),
                          field("nickname", &DeviceView::nickname),
                          field("role", &DeviceView::role),
                          field("first_seen_ms", &DeviceView::first_seen),
                          field("last_seen_ms", &DeviceView::last_seen),
                          field("current", &DeviceView::current)};
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
        static constexpr auto fields() { return std::tuple{field("devices", &Response::devices)}; }
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
        static constexpr auto fields() { return std::tuple{field("session", &Request::session)}; }
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
/// ledger stay under a pseudonym. Refused: orders_running, wallet_not_empty, and not_allowed where
/// the leader lives.
struct ForgetHousehold {
    static constexpr std::string_view name = "forget_household";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/forget";
    static constexpr RoleSet roles = RoleSet::of(Role::resident);
    static constexpr bool on_pages = true;
    struct Request {
        bool sure = false;  ///< must be true
        static constexpr auto fields() { return std::tuple{field("sure", &Request::sure)}; }
    };
    using Response = Nothing;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
