#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/pages/pages.hpp"
#include "server/http/pages/templates.hpp"
#include "server/http/pages/words.hpp"
#include "server/http/site.hpp"

/// What every page does alike: language, layout, session, forms.
namespace louxia::http {

/// A page under way: who looks, in which language, on which community.
struct Page {
    Site& site;
    const Request& request;
    Language language = Language::zh;
    std::optional<Place> place;
    app::Caller caller;  ///< without a member when nobody signed in

    [[nodiscard]] std::string say(std::string_view key) const {
        return std::string(text(language, key));
    }
    [[nodiscard]] std::string say(std::string_view key, Blanks blanks) const {
        return text(language, key, blanks);
    }
};

/// `?lang=` (kept in a cookie), the cookie, else Chinese.
[[nodiscard]] Language language_of(const Request& request);

/// Of the community with that slug or id; nothing when there is none. `with_caller` looks for the
/// session too.
[[nodiscard]] std::optional<Page> open_page(Site& site, const Request& request,
                                            std::optional<Place> place, bool with_caller);

/// Words, layout and links that all pages show. `tab` is the tab bar's lit tab or empty.
[[nodiscard]] View base_view(const Page& page, std::string_view title, std::string_view tab);
/// Name, leader, demo mark and clock of the community.
LocalClock put_community(const Page& page, View& view, const app::Reader& reader);
/// Preview tags: for pages that are the same for everyone.
void put_share(const Page& page, View& view, std::string_view description, std::string_view path,
               std::string_view image);
/// The bar with its heading and where back leads.
void put_bar(View& view, std::string_view heading, std::string_view back);
/// "price" partial's values.
void put_price(View& view, Money amount, std::string_view per, bool large = false);
/// A stock picture's address and ground, or a kept picture's.
void put_picture(const Page& page, View& view, std::string_view key, int pixels);
/// An application/ld+json block; `json` must come from json_string and friends.
void put_json_ld(View& view, const std::string& json);
[[nodiscard]] std::string absolute_url(const Page& page, std::string_view path);
[[nodiscard]] std::string json_price(Money amount);

[[nodiscard]] Response html(const Page& page, int status, std::string body);
/// A page that is the same for everyone without a session, from bytes rendered once.
[[nodiscard]] Response shared_html(const Page& page, const std::string& key,
                                   const std::function<std::string(const app::Reader&)>& render);
[[nodiscard]] Response see_other(std::string location);
[[nodiscard]] Response not_found_page(const Page& page);
/// The invite form instead of a page that needs a session; comes back to `next`.
[[nodiscard]] Response come_in_first(const Page& page, std::string_view next);

/// A page of a community, `/c/{community}/…`, for who is signed in with one of these roles.
using RoleAnswer = std::function<Response(const Page&)>;
void add_for_roles(Router& router, Site& site, std::string_view method, std::string_view path,
                   std::string_view name, RoleSet roles, RoleAnswer answer);

/// A form's hidden proof that our own page made it for this session.
[[nodiscard]] std::string form_token(const Page& page);
/// Puts token and a new idempotency key.
void put_form(const Page& page, View& view);

/// A form that was sent: its fields, checked for origin, size and token.
struct Form {
    api::Parameters fields;
    [[nodiscard]] std::string get(std::string_view name) const {
        return find_parameter(fields, name).value_or("");
    }
    /// Of a field with several lines: browsers send both ends of each, we keep line feeds.
    [[nodiscard]] std::string lines(std::string_view name) const {
        std::string text = get(name);
        for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n")) {
            text.erase(at, 1);
        }
        return text;
    }
};
[[nodiscard]] Result<Form> read_form(const Page& page, bool needs_session);

/// Runs the change of endpoint E once for the form's key and gives the place to go to next.
template <class E>
[[nodiscard]] Result<std::string> run_form(
    const Page& page, const Form& form, const typename E::Request& request,
    const std::function<std::string(const typename E::Response&)>& location);

/// A code of dark squares as an image's address.
[[nodiscard]] std::string qr_image(const std::string& text);
/// A whole number that a field holds; -1 when it holds something else.
[[nodiscard]] std::int32_t number_in(const Form& form, std::string_view name);
[[nodiscard]] std::int64_t large_number_in(const Form& form, std::string_view name);
/// A page for who is signed in, with one of these roles; the invite form or "not found" for others.
[[nodiscard]] Response for_roles(Site& site, const Request& request, const api::Parameters& parts,
                                 RoleSet roles, const std::function<Response(const Page&)>& answer);
/// The session's cookie and where its member's face is; `next` instead, when it is a path of ours.
[[nodiscard]] Response come_in(const Page& page, const app::SignedIn& signed_in,
                               const std::string& next = {});

/// Families of pages.
void add_home_pages(Router& router, Site& site);
void add_group_pages(Router& router, Site& site);
void add_order_pages(Router& router, Site& site);
void add_checkout_pages(Router& router, Site& site);
void add_post_pages(Router& router, Site& site);
void add_session_pages(Router& router, Site& site);
void add_own_pages(Router& router, Site& site);
void add_admission_pages(Router& router, Site& site);
void add_account_pages(Router& router, Site& site);
void add_shortage_pages(Router& router, Site& site);
void add_leader_order_pages(Router& router, Site& site);
void add_new_phone_pages(Router& router, Site& site);
void add_guest_pages(Router& router, Site& site);
void add_ways_pages(Router& router, Site& site);
void add_face_pages(Router& router, Site& site);
void add_payment_pages(Router& router, Site& site);
void add_coupon_pages(Router& router, Site& site);
void add_fleet_pages(Router& router, Site& site);

/// Asks for a payment and gives the place of its page.
[[nodiscard]] Result<std::string> start_payment_form(const Page& page, const Form& form,
                                                     const api::StartPayment::Request& request);

/// A group's card on home and the groups page.
[[nodiscard]] View group_card_view(const Page& page, const LocalClock& clock,
                                   const api::GroupView& group);
[[nodiscard]] std::string group_count_words(const Page& page, const LocalClock& clock,
                                            const api::GroupView& group);
[[nodiscard]] bool can_join(const LocalClock& clock, const api::GroupView& group);
/// What the group's page says of it: for a guest's page too.
void put_group(const Page& page, View& view, const LocalClock& clock, const api::GroupView& group);
void put_contents(const Page& page, View& view, const api::GroupView& group);
[[nodiscard]] std::string neighbours_text(const Page& page, const api::GroupView& group);
/// An item's row; `quantity` fills its field.
[[nodiscard]] View item_row_view(const Page& page, const LocalClock& clock,
                                 const api::ItemView& item, const std::string& quantity);
/// The basket in a query or form: "q.{item}" with a positive number; others are left out.
[[nodiscard]] std::vector<api::BasketLine> basket_of(const api::Parameters& parameters);
/// The same as a query, "q.…=2&q.…=1".
[[nodiscard]] std::string basket_query(const std::vector<api::BasketLine>& basket);

}  // namespace louxia::http
