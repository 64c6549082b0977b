#pragma once

#include "shared/api/new_phone.hpp"
#include "shared/domain/sign_in_ways.hpp"

/// Identities of a provider and passkeys: added by who is signed in, then they sign in. Their faces
/// are pages of the server's. Without a provider configured, and without HTTPS, neither is offered.
namespace louxia::api {

struct IdentityView {
    IdentityId identity;
    std::string provider;  ///< as people call it
    Instant linked_at;
    static constexpr auto fields() {
        return field_list(field("identity", &IdentityView::identity),
                          field("provider", &IdentityView::provider),
                          field("linked_at_ms", &IdentityView::linked_at));
    }
};

/// The caller's own.
struct ListIdentities {
    static constexpr std::string_view name = "list_identities";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me/identities";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<IdentityView> identities;
        static constexpr auto fields() {
            return field_list(field("identities", &Response::identities));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Ends one of the caller's own; not_found for another's.
struct EndIdentity {
    static constexpr std::string_view name = "end_identity";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/identities/{identity}/end";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    struct Request {
        IdentityId identity;
        static constexpr auto fields() { return field_list(field("identity", &Request::identity)); }
    };
    using Response = ListIdentities::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

struct PasskeyView {
    PasskeyId passkey;
    std::string device;
    Instant made_at;
    Instant used_at;
    static constexpr auto fields() {
        return field_list(
            field("passkey", &PasskeyView::passkey), field("device", &PasskeyView::device),
            field("made_at_ms", &PasskeyView::made_at), field("used_at_ms", &PasskeyView::used_at));
    }
};

/// The caller's own.
struct ListPasskeys {
    static constexpr std::string_view name = "list_passkeys";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me/passkeys";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::vector<PasskeyView> passkeys;
        static constexpr auto fields() {
            return field_list(field("passkeys", &Response::passkeys));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// What a browser needs to make a passkey of the caller's. Refused: not_found where none are
/// offered. Needs no key: it keeps nothing but a challenge, for five minutes.
struct BeginPasskey {
    static constexpr std::string_view name = "begin_passkey";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/passkeys/begin";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::string challenge{};
        std::string site{};              ///< the relying party's id
        std::string user{};              ///< base64url
        std::string nickname{};          ///< for the list that the device shows
        std::vector<std::string> known;  ///< credentials that the member has already
        static constexpr auto fields() {
            return field_list(field("challenge", &Response::challenge),
                              field("site", &Response::site), field("user", &Response::user),
                              field("nickname", &Response::nickname),
                              field("known", &Response::known));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Keeps a passkey that was made for a challenge of this session's. Refused: invalid_value naming
/// what does not fit, too_large beyond ten. Needs no key: the challenge works once.
struct AddPasskey {
    static constexpr std::string_view name = "add_passkey";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/passkeys";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string client_data{};         ///< base64url of clientDataJSON
        std::string authenticator_data{};  ///< base64url
        static constexpr auto fields() {
            return field_list(field("client_data", &Request::client_data),
                              field("authenticator_data", &Request::authenticator_data));
        }
    };
    using Response = ListPasskeys::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Ends one of the caller's own; not_found for another's.
struct EndPasskey {
    static constexpr std::string_view name = "end_passkey";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/passkeys/{passkey}/end";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    struct Request {
        PasskeyId passkey;
        static constexpr auto fields() { return field_list(field("passkey", &Request::passkey)); }
    };
    using Response = ListPasskeys::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// A challenge to sign in with. Refused: not_found where passkeys are not offered.
struct BeginPasskeySignIn {
    static constexpr std::string_view name = "begin_passkey_sign_in";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/passkey/begin";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::string challenge{};
        std::string site{};
        static constexpr auto fields() {
            return field_list(field("challenge", &Response::challenge),
                              field("site", &Response::site));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Signs in with a passkey. Whatever is wrong is not_found. Needs no key: the challenge works once.
struct PasskeySignIn {
    static constexpr std::string_view name = "passkey_sign_in";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/passkey";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string credential{};
        std::string client_data{};
        std::string authenticator_data{};
        std::string signature{};
        static constexpr auto fields() {
            return field_list(field("credential", &Request::credential),
                              field("client_data", &Request::client_data),
                              field("authenticator_data", &Request::authenticator_data),
                              field("signature", &Request::signature));
        }
    };
    using Response = MeView;
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
