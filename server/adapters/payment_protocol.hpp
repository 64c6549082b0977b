#pragma once

#include <cstdint>
#include <string>

#include "server/adapters/signing.hpp"
#include "shared/api/codec.hpp"
#include "shared/domain/payment.hpp"

/// What goes between Louxia and a provider of online payments: docs/PAYMENTS.md.
namespace louxia::adapters::payment_protocol {

using signing::body_bytes_max;
using signing::Key;
using signing::machine_now_ms;
using signing::signature_header;
using signing::time_header;

enum class State : std::int32_t { open = 1, paid = 2, failed = 3 };

/// POST /payments. The same payment again gives the same reply.
struct CreateRequest {
    CommunityId community;
    PaymentId payment;
    Money amount;
    std::string notice_url;  ///< where notices go
    std::string return_url;  ///< where the person goes afterwards
    static constexpr auto fields() {
        return field_list(api::field("community", &CreateRequest::community),
                          api::field("payment", &CreateRequest::payment),
                          api::field("amount_fen", &CreateRequest::amount),
                          api::field("notice_url", &CreateRequest::notice_url),
                          api::field("return_url", &CreateRequest::return_url));
    }
};
struct CreateReply {
    std::string reference;
    std::string pay_url;
    static constexpr auto fields() {
        return field_list(api::field("reference", &CreateReply::reference),
                          api::field("pay_url", &CreateReply::pay_url));
    }
};

/// POST /payments/state
struct StateRequest {
    PaymentId payment;
    std::string reference;
    static constexpr auto fields() {
        return field_list(api::field("payment", &StateRequest::payment),
                          api::field("reference", &StateRequest::reference));
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
        return field_list(
            api::field("community", &Notice::community), api::field("payment", &Notice::payment),
            api::field("reference", &Notice::reference), api::field("state", &Notice::state),
            api::field("amount_fen", &Notice::amount));
    }
};

/// POST /refunds. The same refund again gives the same reply and moves nothing.
struct RefundRequest {
    PaymentReturnId refund;
    PaymentId payment;
    std::string reference;
    Money amount;
    static constexpr auto fields() {
        return field_list(api::field("refund", &RefundRequest::refund),
                          api::field("payment", &RefundRequest::payment),
                          api::field("reference", &RefundRequest::reference),
                          api::field("amount_fen", &RefundRequest::amount));
    }
};
struct RefundReply {
    ReturnState state = ReturnState::asked;
    static constexpr auto fields() { return field_list(api::field("state", &RefundReply::state)); }
};

}  // namespace louxia::adapters::payment_protocol

template <>
struct louxia::EnumWords<louxia::adapters::payment_protocol::State> {
    using State = louxia::adapters::payment_protocol::State;
    static constexpr auto table = enum_table<State>(
        {{State::open, "open"}, {State::paid, "paid"}, {State::failed, "failed"}});
};
