#include "server/app/encodings.hpp"
#include "server/app/identity_provider.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

/// What a flow is made of, all from the one secret that the browser keeps.
struct FlowParts {
    std::string state;
    std::string nonce;
    std::string verifier;
};

FlowParts parts_of(const Context& context, std::string_view secret) {
    const std::string text(secret);
    return {context.secrets.hash("identity state " + text),
            context.secrets.hash("identity nonce " + text),
            context.secrets.hash("identity verifier " + text)};
}

}  // namespace

Result<api::ListIdentities::Response> list_identities(const Context& context, const Caller& caller,
                                                      const api::Nothing&, const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    api::ListIdentities::Response response;
    for (const LinkedIdentity& identity : reader.identities_of(caller.member->id)) {
        const bool ours = context.identities && context.identities->issuer() == identity.issuer;
        response.identities.push_back({identity.id,
                                       ours ? context.identities->label() : identity.issuer,
                                       identity.linked_at});
    }
    return response;
}

Result<api::ListIdentities::Response> end_identity(Context& context, const Caller& caller,
                                                   const api::EndIdentity::Request& request,
                                                   Writer& writer) {
    const auto identity = writer.identity(request.identity);
    if (!identity || !caller.member || identity->member != caller.member->id) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_identity(identity->id);
    return list_identities(context, caller, {}, writer);
}

Result<IdentityStart> begin_identity(Context& context, const Caller& caller, bool link,
                                     const std::string& redirect_uri, Writer& writer) {
    if (context.identities == nullptr) {
        return refuse(ErrorCode::not_found);
    }
    if (link && !caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    IdentityStart start;
    start.secret = context.secrets.make_secret() + context.secrets.make_secret();
    const FlowParts parts = parts_of(context, start.secret);
    IdentityFlow flow{
        context.secrets.hash(parts.state), {}, {}, context.clock.now() + identity_flow_ms};
    if (link) {
        flow.member = caller.member->id;
        flow.session = caller.session;
    }
    writer.put(flow);
    start.url = context.identities->authorize_url(
        {parts.state, parts.nonce, base64url(sha256(parts.verifier)), redirect_uri});
    return start;
}

Result<IdentityFlow> take_identity_flow(const Context& context, std::string_view secret,
                                        std::string_view state, Writer& writer) {
    if (secret.empty() || parts_of(context, secret).state != state) {
        return refuse(ErrorCode::not_found);
    }
    const std::string hash = context.secrets.hash(state);
    const auto flow = writer.identity_flow(hash);
    if (!flow) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_identity_flow(hash);
    return flow->ends_at > context.clock.now() ? Result<IdentityFlow>{*flow}
                                               : refuse(ErrorCode::not_found);
}

Result<std::string> ask_identity(const Context& context, std::string_view secret,
                                 const std::string& code, const std::string& redirect_uri) {
    if (context.identities == nullptr) {
        return refuse(ErrorCode::not_found);
    }
    const FlowParts parts = parts_of(context, secret);
    return context.identities->subject_of(
        {code, parts.verifier, parts.nonce, redirect_uri, context.clock.now()});
}

Result<void> link_identity(Context& context, const IdentityFlow& flow, const std::string& subject,
                           Writer& writer) {
    const auto session = writer.session(flow.session);
    const bool signed_in =
        session && session->member == flow.member && session->ends_at > context.clock.now();
    if (!signed_in || context.identities == nullptr) {
        return refuse(ErrorCode::not_signed_in);
    }
    const std::string issuer = context.identities->issuer();
    if (const auto known = writer.identity_of(issuer, subject)) {
        return known->member == flow.member ? Result<void>{} : refuse(ErrorCode::conflict);
    }
    writer.put(LinkedIdentity{context.ids.make<IdentityId>(), flow.member, issuer, subject,
                              context.clock.now()});
    return {};
}

Result<SignedIn> sign_in_by_identity(Context& context, const std::string& subject,
                                     std::string_view device, Writer& writer) {
    const auto identity = context.identities == nullptr
                              ? std::nullopt
                              : writer.identity_of(context.identities->issuer(), subject);
    const auto member = identity ? writer.member(identity->member) : std::nullopt;
    if (!member) {
        return refuse(ErrorCode::not_found);
    }
    return begin_session(context, *member, device, writer);
}

}  // namespace louxia::app
