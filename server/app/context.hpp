#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/store.hpp"
#include "shared/base/strong_id.hpp"

namespace louxia::app {

/// The clock of the server: real, or a simulated day for a demo. Everything reads it here.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// Random bytes that nobody can guess.
class Secrets {
public:
    virtual ~Secrets() = default;
    /// 26 lower-case base32 digits: 128 bits and two spare.
    [[nodiscard]] virtual std::string make_secret() = 0;
    [[nodiscard]] virtual std::uint64_t random() = 0;
    /// BLAKE2b-256, hex. Secrets are long and random, so no salt or stretching is needed.
    [[nodiscard]] virtual std::string hash(std::string_view text) const = 0;
    /// Argon2id, hex, for the few secrets that are short: some 20 ms and 19 MiB, one at a time.
    /// Never inside a transaction. The same text and salt give the same hash.
    [[nodiscard]] virtual std::string slow_hash(std::string_view text,
                                                std::string_view salt) const = 0;
};

/// A community's offset from UTC at an instant, from the IANA database.
class TimeZones {
public:
    virtual ~TimeZones() = default;
    /// Refused with invalid_value for a name that the database lacks.
    [[nodiscard]] virtual Result<std::int32_t> utc_offset_minutes(const std::string& zone,
                                                                  Instant at) const = 0;
};

/// Kept pictures and clips as files. Names are "{id}.webp" and the like, never from outside.
class PictureFiles {
public:
    virtual ~PictureFiles() = default;
    /// Safe on disk when it returns, and in hand until let_go(); refused with unavailable when the
    /// disk does not take it, StoreFailure when it is full.
    [[nodiscard]] virtual Result<void> keep(const std::string& file_name,
                                            std::string_view bytes) = 0;
    /// Whoever kept it knows by now whether a row names it.
    virtual void let_go(const std::string& file_name) = 0;
    [[nodiscard]] virtual std::optional<std::string> load(const std::string& file_name) const = 0;
    /// Gone when it returns, if it was there.
    virtual void remove(const std::string& file_name) = 0;
    /// Names of the files that are not in hand and were written at least `age_ms` ago.
    [[nodiscard]] virtual std::vector<std::string> lying(std::int64_t age_ms) const = 0;
    /// Removes what keep() began that long ago and, by a crash, never finished.
    virtual void remove_unfinished(std::int64_t age_ms) = 0;
};

class IdentityProvider;
class PasskeyVerifier;

/// Who gives orders to couriers (dispatcher.hpp).
class Dispatcher;

/// Who takes money online for us (payment_provider.hpp).
class PaymentProvider;

/// Who sends riders of the crowd (crowd_courier.hpp).
class CrowdCourier;

/// Who knows how far it is by road (roads.hpp).
class Roads;

/// What use cases work with. All outlive every call.
struct Context {
    Store& store;
    const Clock& clock;
    IdSource& ids;
    Secrets& secrets;
    const TimeZones& zones;
    Dispatcher& dispatcher;
    PictureFiles& pictures;
    /// How many shares and orders of an ended group one transaction gives back.
    std::int32_t group_ends_at_once = 50;
    PaymentProvider* payments = nullptr;        ///< null: nobody, and nothing is offered
    IdentityProvider* identities = nullptr;     ///< null: none is offered
    const PasskeyVerifier* passkeys = nullptr;  ///< null: none are offered
    CrowdCourier* crowd = nullptr;              ///< null: nobody, and no ride is wanted
    Roads* roads = nullptr;                     ///< null: ways are straight lines and a detour
};

/// Who asks. `member` is unset for people without a session.
struct Caller {
    CommunityId community;
    std::optional<Member> member;
    SessionId session;
};

/// Every use case is one function in a file named after it, with the shape
///   Result<E::Response> place_order(Context&, const Caller&, const api::PlaceOrder::Request&,
///   Writer&)
/// for changes (the transport runs it inside Store::transact, together with the kept reply), and
///   Result<E::Response> get_home(const Context&, const Caller&, const api::GetHome::Request&,
///   const Reader&)
/// for reads. Both check the role no more (the route did) but always whose thing it is.

}  // namespace louxia::app
