#pragma once

#include <memory>
#include <string>

#include "server/adapters/payment_protocol.hpp"
#include "server/adapters/signed_caller.hpp"
#include "server/app/payment_provider.hpp"

namespace louxia::adapters {

/// A provider of online payments over HTTP, as docs/PAYMENTS.md says. Each call waits three seconds
/// at most. Safe on several threads once start() was called.
class HttpPayments final : public app::PaymentProvider {
public:
    /// `url`: what read_web_address takes, with or without a path, without a query; nothing for
    /// another one. `trusted_file` as WebCaller's.
    [[nodiscard]] static std::unique_ptr<HttpPayments> make(const std::string& url,
                                                            payment_protocol::Key key,
                                                            std::string trusted_file = {});
    /// Where this server is reached, "https://louxia.example": before the first call.
    void set_home(std::string home) { home_ = std::move(home); }

    [[nodiscard]] Result<Created> create(CommunityId community, const std::string& slug,
                                         const OnlinePayment& payment) override;
    [[nodiscard]] Result<app::PaymentNotice> confirm(CommunityId community,
                                                     const OnlinePayment& payment) override;
    [[nodiscard]] Result<ReturnState> refund(CommunityId community, const OnlinePayment& payment,
                                             const PaymentReturn& back) override;
    [[nodiscard]] Result<app::PaymentNotice> verify(const app::SignedCall& call) const override;

private:
    explicit HttpPayments(SignedCaller caller) : caller_(std::move(caller)) {}

    SignedCaller caller_;
    std::string home_;
};

}  // namespace louxia::adapters
