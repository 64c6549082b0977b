#pragma once

#include <memory>
#include <string>

#include "server/adapters/payment_protocol.hpp"
#include "server/adapters/web_calls.hpp"
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
    HttpPayments(WebCaller caller, payment_protocol::Key key)
        : caller_(std::move(caller)), key_(std::move(key)) {}
    /// The reply's body. Refused: unavailable for anything but a signed 200, not_offered for a
    /// signed 4xx.
    [[nodiscard]] Result<std::string> call(std::string_view path, const std::string& body) const;

    WebCaller caller_;
    std::string home_;
    payment_protocol::Key key_;
};

}  // namespace louxia::adapters
