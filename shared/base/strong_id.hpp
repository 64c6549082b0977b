#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace louxia {

/// Thirteen lower-case Crockford base32 digits (no i, l, o, u), most significant first.
[[nodiscard]] std::string encode_id(std::uint64_t value);
/// Nothing unless `text` is exactly what encode_id writes for some value.
[[nodiscard]] std::optional<std::uint64_t> decode_id(std::string_view text) noexcept;

/// A 64-bit id that cannot be handed over where another kind of id is meant. Zero means "none".
/// Time-sortable: 44 bits of UTC milliseconds, then 20 bits from the id source. Never a credential.
template <class Tag>
struct StrongId {
    std::uint64_t value = 0;

    [[nodiscard]] bool is_set() const noexcept { return value != 0; }
    [[nodiscard]] std::string text() const { return encode_id(value); }
    [[nodiscard]] static std::optional<StrongId> parse(std::string_view text) noexcept {
        const auto decoded = decode_id(text);
        if (!decoded || *decoded == 0) {
            return std::nullopt;
        }
        return StrongId{*decoded};
    }

    friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

using CommunityId = StrongId<struct CommunityTag>;
using BuildingId = StrongId<struct BuildingTag>;
using HouseholdId = StrongId<struct HouseholdTag>;
using MemberId = StrongId<struct MemberTag>;  ///< a person who signs in: resident, leader, courier…
using HubId = StrongId<struct HubTag>;
using CourierId = StrongId<struct CourierTag>;
using ListId = StrongId<struct ListTag>;
using ItemId = StrongId<struct ItemTag>;  ///< one line of one day's fresh list
using BatchId = StrongId<struct BatchTag>;
using GroupId = StrongId<struct GroupTag>;
using OrderId = StrongId<struct OrderTag>;
using PostId = StrongId<struct PostTag>;
using PictureId = StrongId<struct PictureTag>;
using LedgerEntryId = StrongId<struct LedgerEntryTag>;
using SessionId = StrongId<struct SessionTag>;
using InviteId = StrongId<struct InviteTag>;
using JobId = StrongId<struct JobTag>;
using SupplierId = StrongId<struct SupplierTag>;
using PayoutId = StrongId<struct PayoutTag>;
using ShortageId = StrongId<struct ShortageTag>;
using OwnerId = StrongId<struct OwnerTag>;  ///< whoever owns an account: any of the above
using PaymentId = StrongId<struct PaymentTag>;
using PaymentReturnId = StrongId<struct PaymentReturnTag>;
using CouponId = StrongId<struct CouponTag>;
using CrowdRideId = StrongId<struct CrowdRideTag>;
using TermsId = StrongId<struct TermsTag>;  ///< made of prices and a fee, not drawn: terms_of()

/// Where ids come from; injected, so that a whole day runs from one seed.
class IdSource {
public:
    virtual ~IdSource() = default;
    [[nodiscard]] virtual std::uint64_t next_id() = 0;

    template <class Id>
    [[nodiscard]] Id make() {
        return Id{next_id()};
    }
};

}  // namespace louxia

template <class Tag>
struct std::hash<louxia::StrongId<Tag>> {
    std::size_t operator()(const louxia::StrongId<Tag>& id) const noexcept {
        return std::hash<std::uint64_t>{}(id.value);
    }
};
