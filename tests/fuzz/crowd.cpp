// What a provider of crowd riders says, signed and not signed; and what a bridge reads of ours.

#include <string>

#include "server/adapters/crowd_protocol.hpp"
#include "server/adapters/http_crowd.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

namespace {

namespace protocol = adapters::crowd_protocol;

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

void check_notice(const adapters::HttpCrowd& crowd, std::string_view body) {
    const std::string time = std::to_string(protocol::machine_now_ms());
    const auto notice = crowd.verify({time, key().sign("notice", time, body), body});
    if (notice) {
        demand(notice->community.is_set() && notice->ride.is_set(), "a notice says of what");
        demand(!notice->reference.empty() && notice->number >= 0, "a reference and a number");
        demand(notice->stops.size() <= crowd_orders_max, "no more stops than a ride has");
        demand(notice->arrives_in_ms >= 0 && notice->arrives_in_ms <= day_ms, "within a day");
    }
    const std::string another = key().sign("request /rides", time, body);
    demand(!crowd.verify({time, another, body}).ok(), "a request's signature is no notice's");
}

}  // namespace

void crowd(std::string_view bytes) {
    static const auto crowd = adapters::HttpCrowd::make("http://127.0.0.1:9", key());
    std::string_view body = bytes;
    const std::string_view time = take_line(body);
    const std::string_view signature = take_line(body);
    demand(!crowd->verify({time, signature, body}).ok(), "nobody else signs");
    check_notice(*crowd, bytes);
    check_message<protocol::QuoteRequest>(bytes);
    check_message<protocol::QuoteReply>(bytes);
    check_message<protocol::CallRequest>(bytes);
    check_message<protocol::RideRequest>(bytes);
    check_message<protocol::Status>(bytes);
}

}  // namespace louxia::fuzz
