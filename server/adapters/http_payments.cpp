#include "server/adapters/http_payments.hpp"

namespace louxia::adapters {
namespace {

using namespace payment_protocol;

constexpr std::size_t url_bytes_max = 500;

/// Where a person is sent to: nothing that a browser would run.
bool is_web_address(std::string_view url) {
    return url.size() <= url_bytes_max &&
           (url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0) &&
           url.find_first_of(" \"'<>\r\n\t") == std::string_view::npos;
}

Result<app::PaymentNotice> notice_of(const Notice& said) {
    app::PaymentNotice notice{said.community, said.payment, said.reference,
                              app::PaymentNotice::Outcome::open, said.amount};
    switch (said.state) {
        case State::open: break;
        case State::paid: notice.outcome = app::PaymentNotice::Outcome::paid; break;
        case State::failed: notice.outcome = app::PaymentNotice::Outcome::failed; break;
    }
    const bool paid = notice.outcome == app::PaymentNotice::Outcome::paid;
    if (!said.community.is_set() || !said.payment.is_set() || said.reference.empty() ||
        said.reference.size() > url_bytes_max || (paid && said.amount <= Money{})) {
        return refuse(ErrorCode::malformed);
    }
    return notice;
}

}  // namespace

std::unique_ptr<HttpPayments> HttpPayments::make(const std::string& url, Key key,
                                                 std::string trusted_file) {
    auto caller = SignedCaller::make(url, std::move(key), body_bytes_max, std::move(trusted_file));
    return caller ? std::unique_ptr<HttpPayments>(new HttpPayments(std::move(*caller))) : nullptr;
}

Result<HttpPayments::Created> HttpPayments::create(CommunityId community, const std::string& slug,
                                                   const OnlinePayment& payment) {
    const CreateRequest request{community, payment.id, payment.amount,
                                home_ + std::string(app::payment_notice_path),
                                home_ + "/c/" + slug + "/me/payments/" + payment.id.text()};
    LOUXIA_ASSIGN(const std::string body, caller_.call("/payments", api::encode(request)));
    const auto reply = api::decode<CreateReply>(body);
    if (!reply || reply->reference.empty() || reply->reference.size() > url_bytes_max ||
        !is_web_address(reply->pay_url)) {
        return refuse(ErrorCode::unavailable);
    }
    return Created{reply->reference, reply->pay_url};
}

Result<app::PaymentNotice> HttpPayments::confirm(CommunityId community,
                                                 const OnlinePayment& payment) {
    LOUXIA_ASSIGN(
        const std::string body,
        caller_.call("/payments/state", api::encode(StateRequest{payment.id, payment.reference})));
    const auto said = api::decode<Notice>(body);
    if (!said || said->community != community || said->payment != payment.id) {
        return refuse(ErrorCode::unavailable);
    }
    const auto notice = notice_of(*said);
    return notice ? notice : Result<app::PaymentNotice>{refuse(ErrorCode::unavailable)};
}

Result<ReturnState> HttpPayments::refund(CommunityId /*community*/, const OnlinePayment& payment,
                                         const PaymentReturn& back) {
    const RefundRequest request{back.id, payment.id, payment.reference, back.amount};
    const auto body = caller_.call("/refunds", api::encode(request));
    if (!body) {
        return body.error().code == ErrorCode::not_offered
                   ? Result<ReturnState>{ReturnState::refused}
                   : Result<ReturnState>{body.error()};
    }
    const auto reply = api::decode<RefundReply>(*body);
    if (!reply) {
        return refuse(ErrorCode::unavailable);
    }
    return reply->state;
}

Result<app::PaymentNotice> HttpPayments::verify(const app::SignedCall& call) const {
    LOUXIA_TRY(caller_.check_notice(call));
    LOUXIA_ASSIGN(const Notice said, api::decode<Notice>(call.body));
    return notice_of(said);
}

}  // namespace louxia::adapters
