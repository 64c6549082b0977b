#include "server/adapters/http_payments.hpp"

namespace louxia::adapters {
namespace {

using namespace payment_protocol;

constexpr int seconds_max = 3;
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
    auto address = read_web_address(url);
    if (!address || address->path.find('?') != std::string::npos) {
        return nullptr;
    }
    while (!address->path.empty() && address->path.back() == '/') {
        address->path.pop_back();
    }
    return std::unique_ptr<HttpPayments>(new HttpPayments(
        WebCaller(std::move(*address), {seconds_max, body_bytes_max}, std::move(trusted_file)),
        std::move(key)));
}

Result<std::string> HttpPayments::call(std::string_view path, const std::string& body) const {
    const std::string time = std::to_string(machine_now_ms());
    const std::string signature = key_.sign("request " + std::string(path), time, body);
    const auto reply = caller_.post(
        path, {{std::string(time_header), time}, {std::string(signature_header), signature}}, body,
        "application/json");
    if (!reply) {
        return refuse(ErrorCode::unavailable);
    }
    // An answer to this very request: an older one, or a stranger's, is none.
    const bool ours = key_.verify(reply->header(signature_header), "reply " + signature,
                                  reply->header(time_header), reply->body, std::nullopt);
    if (!ours || reply->status >= 500) {
        return refuse(ErrorCode::unavailable);
    }
    if (reply->status != 200) {
        return refuse(ErrorCode::not_offered);
    }
    return reply->body;
}

Result<HttpPayments::Created> HttpPayments::create(CommunityId community, const std::string& slug,
                                                   const OnlinePayment& payment) {
    const CreateRequest request{community, payment.id, payment.amount,
                                home_ + std::string(app::payment_notice_path),
                                home_ + "/c/" + slug + "/me/payments/" + payment.id.text()};
    LOUXIA_ASSIGN(const std::string body, call("/payments", api::encode(request)));
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
        call("/payments/state", api::encode(StateRequest{payment.id, payment.reference})));
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
    const auto body = call("/refunds", api::encode(request));
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
    if (!key_.verify(call.signature, "notice", call.time, call.body, machine_now_ms())) {
        return refuse(ErrorCode::not_allowed);
    }
    LOUXIA_ASSIGN(const Notice said, api::decode<Notice>(call.body));
    return notice_of(said);
}

}  // namespace louxia::adapters
