#pragma once

#include <string>
#include <string_view>

#include "server/app/signed_call.hpp"
#include "shared/domain/payment.hpp"

/// The port to whoever takes money online for us. Every call may be repeated with the same ids and
/// then does nothing more; none is made inside a transaction.
namespace louxia::app {

/// Where this server takes notices, behind its own address.
inline constexpr std::string_view payment_notice_path = "/api/payments/notice";

/// What became of a payment, as the provider says. Signed, so it is believed.
struct PaymentNotice {
    enum class Outcome { open, paid, failed };
    CommunityId community;
    PaymentId payment;
    std::string reference;
    Outcome outcome = Outcome::open;
    Money amount;  ///< what was paid; zero unless paid
};

class PaymentProvider {
public:
    virtual ~PaymentProvider() = default;

    struct Created {
        std::string reference;
        std::string pay_url;  ///< http or https
    };
    /// Asks for a payment. Refused: unavailable (unknown what became of it: ask again), not_offered
    /// (the provider will not take it).
    [[nodiscard]] virtual Result<Created> create(CommunityId community, const std::string& slug,
                                                 const OnlinePayment& payment) = 0;
    /// What became of it. Refused: unavailable.
    [[nodiscard]] virtual Result<PaymentNotice> confirm(CommunityId community,
                                                        const OnlinePayment& payment) = 0;
    /// Gives back a part of a payment, once for each return's id; its state from now on. Refused:
    /// unavailable.
    [[nodiscard]] virtual Result<ReturnState> refund(CommunityId community,
                                                     const OnlinePayment& payment,
                                                     const PaymentReturn& back) = 0;
    /// Refused with not_allowed for what the provider has not signed within the last minutes,
    /// malformed for what it has signed and does not say.
    [[nodiscard]] virtual Result<PaymentNotice> verify(const SignedCall& call) const = 0;
};

}  // namespace louxia::app
