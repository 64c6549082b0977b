#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

struct InviteTerms {
    Instant ends_at;
    bool reusable = false;  ///< demo links only
};
inline constexpr std::int64_t invite_ms = 7 * day_ms;

/// "/c/yunshanli/in#…"
[[nodiscard]] std::string invite_path(const Community& community, std::string_view secret);

/// Keeps the hash of a secret that signs in as that member.
void keep_invite(Context& context, Writer& writer, MemberId member, std::string_view secret,
                 const InviteTerms& terms);

/// The household's first resident, made when there is none.
[[nodiscard]] Member resident_of(Context& context, Writer& writer, const Household& household);

}  // namespace louxia::app
