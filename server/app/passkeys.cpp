#include <algorithm>

#include "server/app/encodings.hpp"
#include "server/app/passkey_verifier.hpp"
#include "server/app/use_cases.hpp"
#include "shared/api/json.hpp"

namespace louxia::app {
namespace {

constexpr int client_data_depth_max = 8;

Error bad_client_data() {
    return Error{ErrorCode::invalid_value, "client_data"};
}

}  // namespace

Result<api::ListPasskeys::Response> list_passkeys(const Context&, const Caller& caller,
                                                  const api::Nothing&, const Reader& reader) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    api::ListPasskeys::Response response;
    for (const Passkey& passkey : reader.passkeys_of(caller.member->id)) {
        response.passkeys.push_back({passkey.id, passkey.device, passkey.made_at, passkey.used_at});
    }
    return response;
}

Result<api::ListPasskeys::Response> end_passkey(Context& context, const Caller& caller,
                                                const api::EndPasskey::Request& request,
                                                Writer& writer) {
    const auto passkey = writer.passkey(request.passkey);
    if (!passkey || !caller.member || passkey->member != caller.member->id) {
        return refuse(ErrorCode::not_found);
    }
    writer.end_passkey(passkey->id);
    return list_passkeys(context, caller, {}, writer);
}

Result<std::string> challenge_in(const PasskeySite& site, std::string_view kind,
                                 std::string_view client_data) {
    const auto bytes = from_base64url(client_data);
    const auto json =
        api::JsonDocument::parse(bytes ? *bytes : std::string{}, client_data_depth_max);
    if (!json || json->kind(json->root()) != api::JsonDocument::Kind::object) {
        return bad_client_data();
    }
    std::string challenge;
    bool of_kind = false;
    bool from_here = false;
    for (auto node = json->first(json->root()); node != json->after(json->root());
         node = json->after(node)) {
        const std::string_view name = json->name(node);
        const bool text = json->kind(node) == api::JsonDocument::Kind::string;
        if (name == "challenge" && text) challenge = json->string(node);
        if (name == "type") of_kind = text && json->string(node) == kind;
        if (name == "origin") from_here = text && json->string(node) == site.origin;
        if (name == "crossOrigin" &&
            (json->kind(node) != api::JsonDocument::Kind::boolean || json->boolean(node))) {
            return bad_client_data();
        }
    }
    if (!of_kind || !from_here || challenge.empty()) {
        return bad_client_data();
    }
    return challenge;
}

Result<Passkey> read_passkey(const Context& context, const PasskeySite& site,
                             const api::AddPasskey::Request& request) {
    const auto authenticator_data = from_base64url(request.authenticator_data);
    if (!authenticator_data || context.passkeys == nullptr) {
        return refuse(ErrorCode::invalid_value, "authenticator_data");
    }
    return context.passkeys->read_new(site.id, *authenticator_data);
}

Result<api::ListPasskeys::Response> add_passkey(Context& context, const Caller& caller,
                                                Passkey passkey, std::string_view device,
                                                Writer& writer) {
    // The session may have ended since it was looked up.
    const auto session = writer.session(caller.session);
    if (!caller.member || !session || session->member != caller.member->id) {
        return refuse(ErrorCode::not_signed_in);
    }
    if (writer.passkeys_of(caller.member->id).size() >= passkeys_max) {
        return refuse(ErrorCode::too_large);
    }
    if (writer.passkey_by_credential(passkey.credential)) {
        return refuse(ErrorCode::conflict);
    }
    passkey.id = context.ids.make<PasskeyId>();
    passkey.member = caller.member->id;
    passkey.device = device;
    passkey.made_at = context.clock.now();
    writer.put(passkey);
    return list_passkeys(context, caller, {}, writer);
}

Result<SignedIn> sign_in_by_passkey(Context& context, const PasskeySite& site,
                                    const api::PasskeySignIn::Request& request,
                                    std::string_view device, Writer& writer) {
    auto passkey = writer.passkey_by_credential(request.credential);
    const auto member = passkey ? writer.member(passkey->member) : std::nullopt;
    const auto client_data = from_base64url(request.client_data);
    const auto authenticator_data = from_base64url(request.authenticator_data);
    const auto signature = from_base64url(request.signature);
    const bool whole = member && client_data && authenticator_data && signature;
    if (!whole || context.passkeys == nullptr) {
        return refuse(ErrorCode::not_found);
    }
    const auto count =
        context.passkeys->verify(*passkey, site.id, *client_data, *authenticator_data, *signature);
    // A count that stands still or goes back: there are two of it.
    if (!count || !counts_on(passkey->sign_count, count.value())) {
        return refuse(ErrorCode::not_found);
    }
    passkey->sign_count = count.value();
    passkey->used_at = context.clock.now();
    writer.put(*passkey);
    return begin_session(context, *member, device, writer);
}

}  // namespace louxia::app
