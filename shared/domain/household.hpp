#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/enum_words.hpp"
#include "shared/base/instant.hpp"
#include "shared/base/result.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia {

/// What a signed-in person or device may be. The numbers are stored and also bits of a RoleSet.
enum class Role : std::int32_t {
    resident = 1,
    leader = 2,
    shop = 3,
    courier = 4,
    kiosk = 5,
    operator_role = 6,
};
template <>
struct EnumWords<Role> {
    static constexpr auto table = enum_table<Role>({{Role::resident, "resident"},
                                                    {Role::leader, "leader"},
                                                    {Role::shop, "shop"},
                                                    {Role::courier, "courier"},
                                                    {Role::kiosk, "kiosk"},
                                                    {Role::operator_role, "operator"}});
};

/// Who may call a route. `anyone` includes people without a session.
struct RoleSet {
    std::uint32_t bits = 0;

    [[nodiscard]] static constexpr RoleSet anyone() noexcept { return RoleSet{1U}; }
    [[nodiscard]] static constexpr RoleSet of(Role role) noexcept {
        return RoleSet{1U << static_cast<std::uint32_t>(role)};
    }
    [[nodiscard]] constexpr bool is_open() const noexcept { return (bits & 1U) != 0; }
    [[nodiscard]] constexpr bool has(Role role) const noexcept {
        return is_open() || (bits & of(role).bits) != 0;
    }
    friend constexpr RoleSet operator|(RoleSet a, RoleSet b) noexcept {
        return RoleSet{a.bits | b.bits};
    }
};
[[nodiscard]] constexpr RoleSet operator|(Role a, Role b) noexcept {
    return RoleSet::of(a) | RoleSet::of(b);
}
[[nodiscard]] constexpr RoleSet operator|(RoleSet a, Role b) noexcept {
    return a | RoleSet::of(b);
}

/// A point of the community's plan, in metres east and south of its north-west corner.
struct PlanPoint {
    std::int32_t x_m = 0;
    std::int32_t y_m = 0;
    friend constexpr bool operator==(const PlanPoint&, const PlanPoint&) = default;
};

/// One building; addresses are picked from what it has, never typed.
struct Building {
    BuildingId id;
    std::int32_t number = 0;           ///< 3 in 3栋
    std::int32_t units = 1;            ///< entrances, 1-9
    std::int32_t floors = 1;           ///< 1-60
    std::int32_t rooms_per_floor = 1;  ///< 1-20, numbered from 01
    PlanPoint corner;                  ///< north-west corner on the plan
    std::int32_t width_m = 0;
    std::int32_t depth_m = 0;
};

/// 3栋2单元502 is {building 3, unit 2, room 502}.
struct Address {
    BuildingId building;
    std::int32_t building_number = 0;
    std::int32_t unit = 0;
    std::int32_t room = 0;  ///< floor × 100 + number on the floor
    friend bool operator==(const Address&, const Address&) = default;
};

/// Refused with invalid_value naming "address.unit" or "address.room" when the building lacks it,
/// "address.building" when the address has another building's id. `building_number` is not looked
/// at: it is copied from the building by whoever makes the address.
[[nodiscard]] Result<void> check_address(const Building& building, const Address& address);
/// The door of a building on the plan, where couriers stop: the middle of its south side.
[[nodiscard]] PlanPoint door_of(const Building& building) noexcept;

struct Household {
    HouseholdId id;
    Address address;
    std::string nickname;     ///< what neighbours see, with the building number: 1-24 code points
    std::string surname;      ///< what the kiosk masks; may be empty
    std::string phone_last4;  ///< four digits or empty; the whole number is kept only by the store
    std::string phone;  ///< for the courier on the way and the leader; never in a list for others
};

/// What holds a household back for its own good; kept only where something does.
struct HouseholdGuard {
    HouseholdId household;
    Instant held_until;  ///< its phone was lost: till then where its refunds go stays as it is
    Instant ended_at;    ///< it asked to be forgotten
};
inline constexpr std::int64_t refund_hold_ms = day_ms;

/// Every change of where a household's refunds go asks this first: destination_held until
/// `held_until`, so that who found the phone cannot lead the money away.
[[nodiscard]] Result<void> check_refund_destination_change(const HouseholdGuard& guard,
                                                           Instant now);

/// What still binds a household to the community's trade.
struct OpenTrade {
    bool orders = false;  ///< an order or a group is under way
    bool money = false;   ///< wallet or hold is not zero
};
/// A household may be forgotten once nothing is open: orders_running, wallet_not_empty.
[[nodiscard]] Result<void> check_forgetting(const OpenTrade& open);
/// "#7k2m9x": tells forgotten households apart in the books and names nobody.
[[nodiscard]] std::string pseudonym_of(HouseholdId id);

/// "李**": the surname and two asterisks, whatever the name's length; "**" when unknown.
[[nodiscard]] std::string masked_name(const Household& household);

/// Somebody with a building's code, who says to live behind that door. Until it is decided the
/// member has no household: may look, not order.
struct Admission {
    MemberId member;
    Address address;
    Instant asked_at;
    HouseholdId host{};  ///< whose guest link it came with; unset: with the building's code
    GroupId group{};     ///< that the link shows
};
inline constexpr std::int32_t vouches_needed = 2;
inline constexpr std::int64_t admission_ms = 14 * day_ms;
/// Nobody can let in any more; the one who asked still sees that, for as long again.
[[nodiscard]] constexpr bool is_over(const Admission& admission, Instant now) noexcept {
    return now - admission.asked_at >= admission_ms;
}
inline constexpr std::int32_t admissions_per_building_max = 40;

/// Whether that many households of the same building let somebody in without the leader: never
/// behind a door whose household is known, since its wallet is there.
[[nodiscard]] constexpr bool neighbours_admit(std::int32_t vouches, bool door_is_known) noexcept {
    return vouches >= vouches_needed && !door_is_known;
}

/// A person or device that can sign in.
struct Member {
    MemberId id;
    Role role = Role::resident;
    HouseholdId household;  ///< set for residents and for a leader who also lives here
    HubId hub;              ///< set for shop and kiosk
    CourierId courier;      ///< set for couriers
    std::string nickname;
};

}  // namespace louxia
