#include "shared/domain/new_phone.hpp"

#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

/// The attempt of the session that asks; others of the same member have none.
std::optional<NewPhone> own_attempt(const Caller& caller, const Reader& reader) {
    auto phone = caller.member ? reader.new_phone(caller.member->id) : std::nullopt;
    return phone && phone->session == caller.session ? phone : std::nullopt;
}

api::GetNewPhone::Response view_of_attempt(const NewPhone& phone) {
    api::NewPhoneAttempt attempt{phone.state, phone.device, {}, phone.ends_at};
    if (phone.state == NewPhoneState::claimed) {
        const auto three = choices(phone);
        attempt.choices.assign(three.begin(), three.end());
    }
    return {attempt};
}

/// The old phone is still signed in: who lost it brings nobody in any more.
bool is_offered_by_a_session(const NewPhone& phone, const Reader& reader, Instant now) {
    const auto session = reader.session(phone.session);
    return session && session->member == phone.member && session->ends_at > now;
}

}  // namespace

Result<api::OfferPhone::Response> offer_phone(Context& context, const Caller& caller,
                                              const api::Nothing&, Writer& writer) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    NewPhone phone = writer.new_phone(caller.member->id).value_or(NewPhone{});
    LOUXIA_TRY(offer(phone, context.clock.now()));
    const std::string secret = context.secrets.make_secret();
    phone.member = caller.member->id;
    phone.session = caller.session;
    phone.secret_hash = context.secrets.hash(secret);
    writer.put(phone);
    return api::OfferPhone::Response{"/c/" + writer.community().slug + "/phone#" + secret,
                                     phone.ends_at};
}

Result<api::GetNewPhone::Response> get_new_phone(const Context& context, const Caller& caller,
                                                 const api::Nothing&, const Reader& reader) {
    auto phone = own_attempt(caller, reader);
    if (!phone) {
        return api::GetNewPhone::Response{};
    }
    if (phone->state != NewPhoneState::done && !is_under_way(*phone, context.clock.now())) {
        phone->state = NewPhoneState::ended;
    }
    return view_of_attempt(*phone);
}

Result<api::GetNewPhone::Response> confirm_phone(Context& context, const Caller& caller,
                                                 const api::ConfirmPhone::Request& request,
                                                 Writer& writer) {
    auto phone = own_attempt(caller, writer);
    if (!phone) {
        return refuse(ErrorCode::wrong_state);
    }
    const bool none = request.digits == api::ConfirmPhone::Request::no_digits;
    LOUXIA_TRY(
        confirm(*phone, none ? std::nullopt : std::optional(request.digits), context.clock.now()));
    writer.put(*phone);
    return view_of_attempt(*phone);
}

Result<api::ClaimPhone::Response> claim_phone(Context& context,
                                              const api::ClaimPhone::Request& request,
                                              std::string_view device, Writer& writer) {
    const Instant now = context.clock.now();
    auto phone = writer.new_phone_by_secret(context.secrets.hash(request.secret));
    const auto member = phone ? writer.member(phone->member) : std::nullopt;
    if (!member || !is_offered_by_a_session(*phone, writer, now)) {
        return refuse(ErrorCode::not_found);
    }
    if (const auto claimed = claim(*phone, now); !claimed) {
        writer.put(*phone);
        return claimed.error();
    }
    api::ClaimPhone::Response response;
    response.claim = context.secrets.make_secret() + context.secrets.make_secret();
    draw_digits(*phone,
                {context.secrets.random(), context.secrets.random(), context.secrets.random()});
    phone->claim_hash = context.secrets.hash(response.claim);
    phone->device = device;
    writer.put(*phone);
    response.digits = phone->digits;
    response.nickname = member->nickname;
    response.ends_at = phone->ends_at;
    return response;
}

Result<void> check_finish(const Context& context, const api::FinishPhone::Request& request,
                          const Reader& reader) {
    auto phone = reader.new_phone_by_claim(context.secrets.hash(request.claim));
    return phone ? finish(*phone, context.clock.now()) : refuse(ErrorCode::not_found);
}

Result<SignedIn> finish_phone(Context& context, const api::FinishPhone::Request& request,
                              Writer& writer) {
    const Instant now = context.clock.now();
    auto phone = writer.new_phone_by_claim(context.secrets.hash(request.claim));
    const auto member = phone ? writer.member(phone->member) : std::nullopt;
    if (!member || !is_offered_by_a_session(*phone, writer, now)) {
        return refuse(ErrorCode::not_found);
    }
    LOUXIA_TRY(finish(*phone, now));
    writer.put(*phone);
    return begin_session(context, *member, phone->device, writer);
}

}  // namespace louxia::app
