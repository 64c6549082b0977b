#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"
#include "shared/domain/invite_code.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t session_ms = 180 * day_ms;
constexpr std::int64_t renew_every_ms = hour_ms;
constexpr std::int64_t rotation_grace_ms = minute_ms;

}  // namespace

InviteProof proof_of(const Context& context, CommunityId community,
                     const api::SignIn::Request& request) {
    const auto code = read_invite_code(request.code);
    return code ? InviteProof{{}, invite_code_hash(context, community, *code)}
                : InviteProof{context.secrets.hash(request.secret), {}};
}

Result<SignedIn> sign_in(Context& context, const InviteProof& proof, std::string_view device,
                         Writer& writer) {
    const Instant now = context.clock.now();
    auto invite = proof.code_hash.empty() ? writer.invite_by_hash(proof.secret_hash)
                                          : writer.invite_by_code(proof.code_hash);
    const bool used_up = invite && !invite->reusable && invite->used_at.is_set();
    if (!invite || used_up || invite->ends_at <= now) {
        return refuse(ErrorCode::not_found);
    }
    const auto member = writer.member(invite->member);
    if (!member) {
        return refuse(ErrorCode::not_found);
    }
    invite->used_at = now;
    writer.put(*invite);
    return begin_session(context, *member, device, writer);
}

SignedIn begin_session(Context& context, const Member& member, std::string_view device,
                       Writer& writer) {
    const Instant now = context.clock.now();
    SignedIn signed_in;
    signed_in.token = context.secrets.make_secret() + context.secrets.make_secret();
    signed_in.ends_at = now + session_ms;
    writer.put(Session{context.ids.make<SessionId>(), member.id,
                       context.secrets.hash(signed_in.token), now, now, signed_in.ends_at,
                       std::string(device)});
    signed_in.me = view_of_member(writer, member);
    return signed_in;
}

std::optional<FoundSession> find_session(const Context& context, const Reader& reader,
                                         std::string_view token) {
    if (token.empty()) {
        return std::nullopt;
    }
    const auto rows = read_session(reader, context.secrets.hash(token));
    return rows ? judge_session(*rows, reader.community_id(), context.clock.now()) : std::nullopt;
}

std::optional<SessionRows> read_session(const Reader& reader, std::string_view token_hash) {
    auto session = reader.session_by_hash(token_hash);
    auto member = session ? reader.member(session->member) : std::nullopt;
    if (!member) {
        return std::nullopt;
    }
    return SessionRows{*std::move(session), *std::move(member)};
}

std::optional<FoundSession> judge_session(const SessionRows& rows, CommunityId community,
                                          Instant now) {
    if (rows.session.ends_at <= now) {
        return std::nullopt;
    }
    FoundSession found;
    found.caller = Caller{community, rows.member, rows.session.id};
    found.renew = rows.session.rotate || now - rows.session.seen_at >= renew_every_ms;
    return found;
}

std::optional<RenewedSession> renew_session(Context& context, std::string_view token,
                                            Writer& writer) {
    const Instant now = context.clock.now();
    auto session = writer.session_by_hash(context.secrets.hash(token));
    if (!session || session->ends_at <= now) {
        return std::nullopt;
    }
    RenewedSession renewed{session->id, std::string(token), now + session_ms};
    if (session->rotate) {
        Session old = *session;
        old.rotate = false;
        old.ends_at = now + rotation_grace_ms;
        writer.put(old);
        renewed.id = context.ids.make<SessionId>();
        renewed.token = context.secrets.make_secret() + context.secrets.make_secret();
        session->id = renewed.id;
        session->token_hash = context.secrets.hash(renewed.token);
        session->rotate = false;
    }
    session->seen_at = now;
    session->ends_at = renewed.ends_at;
    writer.put(*session);
    return renewed;
}

Result<api::Nothing> sign_out(Context&, const Caller& caller, const api::Nothing&, Writer& writer) {
    writer.end_session(caller.session);
    return api::Nothing{};
}

Result<api::MeView> get_me(const Context&, const Caller& caller, const api::Nothing&,
                           const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    return view_of_member(reader, *caller.member);
}

}  // namespace louxia::app
