// What a provider of online payments says, signed and not signed; and what a bridge reads of ours.

#include <string>

#include "server/adapters/http_payments.hpp"
#include "server/adapters/payment_protocol.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

namespace protocol = adapters::payment_protocol;

const protocol::Key& key() {
    static const protocol::Key ours = protocol::Key::of("a key that both ends have, 32 letters");
    return ours;
}

template <class Message>
void check_message(std::string_view body) {
    const auto read = api::decode<Message>(body);
    if (!read) return;
    const std::string written = api::encode(*read);
    const auto again = api::decode<Message>(written);
    demand(again.ok() && api::encode(*again) == written, "a message's encoding is stable");
}

void check_notice(const adapters::HttpPayments& payments, std::string_view body) {
    const std::string time = std::to_string(protocol::machine_now_ms());
    const std::string signature = key().sign("notice", time, body);
    const auto notice = payments.verify({time, signature, body});
    if (notice) {
        demand(notice->community.is_set() && notice->payment.is_set(), "a notice says of what");
        demand(!notice->reference.empty() && notice->reference.size() <= 500, "a reference");
        demand(notice->outcome != app::PaymentNotice::Outcome::paid || notice->amount > Money{},
               "what is paid is something");
    }
    const std::string another = key().sign("request /payments", time, body);
    demand(!payments.verify({time, another, body}).ok(), "a request's signature is no notice's");
}

}  // namespace

void payment(std::string_view bytes) {
    static const auto payments = adapters::HttpPayments::make("http://127.0.0.1:9", key());
    std::string_view body = bytes;
    const std::string_view time = take_line(body);
    const std::string_view signature = take_line(body);
    demand(!payments->verify({time, signature, body}).ok(), "nobody else signs");
    check_notice(*payments, bytes);
    check_message<protocol::CreateRequest>(bytes);
    check_message<protocol::CreateReply>(bytes);
    check_message<protocol::StateRequest>(bytes);
    check_message<protocol::Notice>(bytes);
    check_message<protocol::RefundRequest>(bytes);
    check_message<protocol::RefundReply>(bytes);
    static_cast<void>(adapters::HttpPayments::make(std::string(time), key()));
}

}  // namespace louxia::fuzz
