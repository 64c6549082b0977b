#pragma once

#include <cstdint>
#include <string>

#include "shared/base/instant.hpp"
#include "shared/base/strong_id.hpp"

/// What a member may sign in with beside an invite: each is added by somebody who is signed in.
namespace louxia {

using IdentityId = StrongId<struct IdentityTag>;
using PasskeyId = StrongId<struct PasskeyTag>;

/// Who an identity provider says somebody is. The two together name one person; neither does alone.
struct LinkedIdentity {
    IdentityId id;
    MemberId member;
    std::string issuer;
    std::string subject;
    Instant linked_at;
};

/// A sign-in at the provider that is under way; it comes back once.
struct IdentityFlow {
    std::string state_hash;
    MemberId member;    ///< set: links to this member
    SessionId session;  ///< whose session began it
    Instant ends_at;
};
inline constexpr std::int64_t identity_flow_ms = 10 * minute_ms;

/// A key pair of somebody's device; the public half (WebAuthn level 2).
struct Passkey {
    PasskeyId id;
    MemberId member;
    std::string credential;       ///< base64url
    std::int32_t algorithm = 0;   ///< COSE: -7 ES256, -8 EdDSA
    std::string public_key;       ///< base64url; the curve's point, or Ed25519's 32 bytes
    std::int64_t sign_count = 0;  ///< as last seen; 0: the device does not count
    std::string device;
    Instant made_at;
    Instant used_at;  ///< unset until it signs in
};
inline constexpr std::size_t passkeys_max = 10;  ///< of a member

/// A device that counts has counted on; one that does not says 0 always.
[[nodiscard]] constexpr bool counts_on(std::int64_t before, std::int64_t now) noexcept {
    return now > before || (now == 0 && before == 0);
}

}  // namespace louxia
