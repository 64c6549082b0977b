#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/api/codec.hpp"
#include "shared/domain/payment.hpp"

/// What goes between Louxia and a provider of online payments: docs/PAYMENTS.md.
namespace louxia::adapters::payment_protocol {

inline constexpr std::string_view time_header = "Louxia-Time";
inline constexpr std::string_view signature_header = "Louxia-Signature";
/// How far a signed time may lie from the reader's clock.
inline constexpr std::int64_t time_off_max_ms = 5 * minute_ms;
inline constexpr std::size_t body_bytes_max = 4096;

/// The key that both ends have. Its file holds 32 characters or more; what surrounds them is cut
/// off. Never printed.
class Key {
public:
    /// Nothing for a file that cannot be read or holds too little.
    [[nodiscard]] static std::optional<Key> from_file(const std::string& path);
    [[nodiscard]] static Key of(std::string secret) { return Key(std::move(secret)); }

    /// HMAC-SHA256 of "label\ntime\nbody" in hex. The label says what it is, so that nothing signed
    /// for one use passes for another: "request /payments", "reply <the request's signature>",
    /// "notice".
    [[nodiscard]] std::string sign(std::string_view label, std::string_view time,
                                   std::string_view body) const;
    /// Compared in constant time. The time is judged only where `now_ms` is given.
    [[nodiscard]] bool verify(std::string_view signature, std::string_view label,
                              std::string_view time, std::string_view body,
                              std::optional<std::int64_t> now_ms) const;

private:
    explicit Key(std::string secret) : secret_(std::move(secret)) {}
    std::string secret_;
};

[[nodiscard]] std::int64_t machine_now_ms();

enum class State : std::int32_t { open = 1, paid = 2, failed = 3 };

/// POST /payments. The same payment again gives the same reply.
struct CreateRequest {
    CommunityId community;
    PaymentId payment;
    Money amount;
    std::string notice_url;  ///< where notices go
    std::string return_url;  ///< where the person goes afterwards
    static constexpr auto fields() {
        return std::tuple{api::field("community", &CreateRequest::community),
                          api::field("payment", &CreateRequest::payment),
                          api::field("amount_fen", &CreateRequest::amount),
                          api::field("notice_url", &CreateRequest::notice_url),
                          api::field("return_url", &CreateRequest::return_url)};
    }
};
struct CreateReply {
    std::string reference;
    std::string pay_url;
    static constexpr auto fields() {
        return std::tuple{api::field("reference", &CreateReply::reference),
                          api::field("pay_url", &CreateReply::pay_url)};
    }
};

/// POST /payments/state
struct StateRequest {
    PaymentId payment;
    std::string reference;
    static constexpr auto fields() {
        return std::tuple{api::field("payment", &StateRequest::payment),
                          api::field("reference", &StateRequest::reference)};
    }
};

/// The reply to it, and what the provider sends to notice_url.
struct Notice {
    CommunityId community;
    PaymentId payment;
    std::string reference;
    State state = State::open;
    Money amount;
    static constexpr auto fields() {
        return std::tuple{
            api::field("community", &Notice::community), api::field("payment", &Notice::payment),
            api::field("reference", &Notice::reference), api::field("state", &Notice::state),
            api::field("amount_fen", &Notice::amount)};
    }
};

/// POST /refunds. The same refund again gives the same reply and moves nothing.
struct RefundRequest {
    PaymentReturnId refund;
    PaymentId payment;
    std::string reference;
    Money amount;
    static constexpr auto fields() {
        return std::tuple{api::field("refund", &RefundRequest::refund),
                          api::field("payment", &RefundRequest::payment),
                          api::field("reference", &RefundRequest::reference),
                          api::field("amount_fen", &RefundRequest::amount)};
    }
};
struct RefundReply {
    ReturnState state = ReturnState::asked;
    static constexpr auto fields() { return std::tuple{api::field("state", &RefundReply::state)}; }
};

}  // namespace louxia::adapters::payment_protocol

template <>
struct louxia::EnumWords<louxia::adapters::payment_protocol::State> {
    using State = louxia::adapters::payment_protocol::State;
    static constexpr auto table = enum_table<State>(
        {{State::open, "open"}, {State::paid, "paid"}, {State::failed, "failed"}});
};
