#pragma once

#include <memory>
#include <string>

#include "server/adapters/payment_protocol.hpp"
#include "server/app/payment_provider.hpp"

namespace louxia::adapters {

/// A provider of online payments over HTTP, as docs/PAYMENTS.md says. Each call waits three seconds
/// at most. Safe on several threads once start() was called.
class HttpPayments final : public app::PaymentProvider {
public:
    /// `url`: "http://host:port" with or without a path; nothing for another one.
    [[nodiscard]] static std::unique_ptr<HttpPayments> make(const std::string& url,
                                                            payment_protocol::Key key);
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
    HttpPayments(std::string origin, std::string base, payment_protocol::Key key)
        : origin_(std::move(origin)), base_(std::move(base)), key_(std::move(key)) {}
    /// The reply's body. Refused: unavailable for anything but a signed 200, not_offered for a
    /// signed 4xx.
    [[nodiscard]] Result<std::string> call(std::string_view path, const std::string& body) const;

    std::string origin_;
    std::string base_;
    std::string home_;
    payment_protocol::Key key_;
};

}  // namespace louxia::adapters
