#pragma once

#include "shared/api/resident.hpp"
#include "shared/domain/new_phone.hpp"

/// A further phone of somebody who is signed in: the old phone shows a code for a minute, the new
/// one opens it and shows two digits, the old one picks the same digits among three. Their faces
/// are pages of the server's.
namespace louxia::api {

/// The kiosk is not among them: anybody can stand before it.
inline constexpr RoleSet new_phone_roles =
    Role::resident | Role::leader | Role::shop | Role::courier | Role::operator_role;

/// A code for another phone; the member's former one ends. It is in this answer only. Refused:
/// rate_limited after 10 in 15 minutes.
struct OfferPhone {
    static constexpr std::string_view name = "offer_phone";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/new-phone";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::string path{};  ///< "/c/yunshanli/phone#…", to be put behind the server's own address
        Instant ends_at;
        static constexpr auto fields() {
            return field_list(field("path", &Response::path),
                              field("ends_at_ms", &Response::ends_at));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Not inside of its endpoint: clang would not have it in an optional there.
struct NewPhoneAttempt {
    NewPhoneState state = NewPhoneState::ended;
    std::string device{};               ///< of the new phone, once it has opened the code
    std::vector<std::int32_t> choices;  ///< while claimed: three, one is on the new phone
    Instant ends_at;                    ///< of this step
    static constexpr auto fields() {
        return field_list(field("state", &NewPhoneAttempt::state),
                          field("device", &NewPhoneAttempt::device),
                          field("choices", &NewPhoneAttempt::choices),
                          field("ends_at_ms", &NewPhoneAttempt::ends_at));
    }
};

/// How far it is, for the session that offered; others have none.
struct GetNewPhone {
    static constexpr std::string_view name = "get_new_phone";
    static constexpr Method method = Method::get;
    static constexpr std::string_view path = "/api/v1/me/new-phone";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    using Request = Nothing;
    struct Response {
        std::optional<NewPhoneAttempt> attempt;  ///< null: none
        static constexpr auto fields() {
            return field_list(optional_field("attempt", &Response::attempt));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// Says which digits the new phone shows; any others, or none, end the attempt, which the answer
/// tells. Refused: wrong_state while no phone waits for this session.
struct ConfirmPhone {
    static constexpr std::string_view name = "confirm_phone";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/me/new-phone/confirm";
    static constexpr RoleSet roles = new_phone_roles;
    static constexpr bool on_pages = true;
    struct Request {
        std::int32_t digits = no_digits;  ///< 0-99; absent: none of them
        static constexpr std::int32_t no_digits = -1;
        static constexpr auto fields() {
            return field_list(optional_field("digits", &Request::digits));
        }
    };
    using Response = GetNewPhone::Response;
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The new phone opens the code. not_found for one that is unknown, ended or opened before; that it
/// was opened twice ends it for both. Needs no key: it works once.
struct ClaimPhone {
    static constexpr std::string_view name = "claim_phone";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/phone";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string secret{};  ///< from the code's link: 26 base32 digits
        static constexpr auto fields() { return field_list(field("secret", &Request::secret)); }
    };
    struct Response {
        std::string claim{};      ///< what this phone comes in with
        std::int32_t digits = 0;  ///< to be compared
        std::string nickname{};   ///< who it would be signed in as
        Instant ends_at;
        static constexpr auto fields() {
            return field_list(field("claim", &Response::claim), field("digits", &Response::digits),
                              field("nickname", &Response::nickname),
                              field("ends_at_ms", &Response::ends_at));
        }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

/// The new phone asks whether it may come in; once it may, the answer brings the session. Needs no
/// key: it works once. not_found when it is over.
struct FinishPhone {
    static constexpr std::string_view name = "finish_phone";
    static constexpr Method method = Method::post;
    static constexpr std::string_view path = "/api/v1/phone/finish";
    static constexpr RoleSet roles = RoleSet::anyone();
    static constexpr bool keyless = true;
    static constexpr bool on_pages = true;
    struct Request {
        std::string claim{};
        static constexpr auto fields() { return field_list(field("claim", &Request::claim)); }
    };
    struct Response {
        std::optional<MeView> me;  ///< null: the old phone has not said yet
        static constexpr auto fields() { return field_list(optional_field("me", &Response::me)); }
    };
    [[nodiscard]] static Result<void> check(const Request& request);
};

}  // namespace louxia::api
