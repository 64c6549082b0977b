#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

struct InviteTerms {
    Instant ends_at;
    bool reusable = false;       ///< demo links only
    std::string code_hash = {};  ///< of the typed code; empty: none
};
inline constexpr std::int64_t invite_ms = 7 * day_ms;

/// An invite's typed code. Made before the transaction, since its hash is slow.
struct InviteCode {
    std::string shown;  ///< "K7M2-9QXD"
    std::string hash;
};
[[nodiscard]] InviteCode make_invite_code(Context& context, const Caller& caller);
/// Of a code in its one form ("K7M29QXD"). Salted by the community and not by the invite, so that
/// one hash finds the invite whatever their number.
[[nodiscard]] std::string invite_code_hash(const Context& context, CommunityId community,
                                           std::string_view code);

/// "/c/yunshanli/in#…"
[[nodiscard]] std::string invite_path(const Community& community, std::string_view secret);

/// Keeps the hash of a secret that signs in as that member.
void keep_invite(Context& context, Writer& writer, MemberId member, std::string_view secret,
                 const InviteTerms& terms);

/// The household's first resident, made when there is none.
[[nodiscard]] Member resident_of(Context& context, Writer& writer, const Household& household);

}  // namespace louxia::app
