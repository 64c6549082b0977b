#include "shared/api/endpoint.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "shared/api/endpoint_table.hpp"
#include "shared/api/media.hpp"

using namespace louxia;
using namespace louxia::api;

namespace {

std::string roles_text(RoleSet roles) {
    if (roles.is_open()) return "anyone";
    std::string text;
    for (const auto& [role, word] : EnumWords<Role>::table) {
        if (!roles.has(role)) continue;
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

}  // namespace

TEST_CASE("who may call what is decided here, and a change of it is seen") {
    struct Row {
        std::string_view name;
        std::string_view roles;
        bool needs_key;
    };
    constexpr std::string_view household = "resident leader";
    constexpr std::string_view signed_in = "resident leader shop courier kiosk operator";
    const Row rows[] = {
        {"sign_in", "anyone", false},
        {"sign_out", signed_in, false},
        {"get_me", signed_in, false},
        {"get_home", "anyone", false},
        {"get_group", "anyone", false},
        {"join_group", household, true},
        {"leave_group", household, true},
        {"quote_order", household, false},
        {"place_order", household, true},
        {"list_orders", household, false},
        {"get_order", household, false},
        {"cancel_order", household, true},
        {"collect_order", household, true},
        {"get_feed", "anyone", false},
        {"add_post", household, true},
        {"keep_picture", "resident leader shop courier", true},
        {"preview_sheet", "leader", false},
        {"get_leader_list", "leader", false},
        {"add_items", "leader", true},
        {"change_item", "leader", true},
        {"remove_item", "leader", true},
        {"publish_list", "leader", true},
        {"open_group", "leader", true},
        {"cancel_group", "leader", true},
        {"get_leader_today", "leader", false},
        {"list_households", "leader", false},
        {"invite_household", "leader", true},
        {"top_up", "leader", true},
        {"get_shop_board", "leader shop", false},
        {"move_order", "leader shop", true},
        {"set_stock", "leader shop", true},
        {"get_run", "courier", false},
        {"set_shift", "courier", true},
        {"report_position", "courier", false},
        {"courier_step", "courier", true},
        {"get_kiosk_board", "kiosk", false},
        {"collect_by_code", "shop kiosk", true},
        {"find_by_phone", "shop kiosk", false},
        {"weigh_line", "leader shop", true},
        {"refund_order", "leader", true},
        {"recall_item", "leader", true},
        {"close_group", "leader", true},
        {"quote_change", household, false},
        {"change_order", household, true},
        {"list_devices", signed_in, false},
        {"end_device", signed_in, true},
        {"end_other_devices", signed_in, true},
        {"list_staff_devices", "leader", false},
        {"end_staff_device", "leader", true},
        {"forget_household", "resident", false},
        {"make_building_code", "leader", true},
        {"ask_in", "anyone", false},
        {"list_admissions", household, false},
        {"admit", household, true},
        {"turn_away", "leader", true},
        {"get_accounts", "leader", false},
        {"pay_out", "leader", true},
        {"set_split", "leader", true},
        {"get_earnings", "courier", false},
        {"share_shortage", "leader shop", true},
        {"find_orders", "leader", false},
        {"change_group", "leader", true},
        {"move_order_time", "leader", true},
        {"start_payment", household, true},
        {"get_payment", household, false},
        {"list_payments", household, false},
        {"set_refund_to", household, true},
        {"list_coupons", "leader", false},
        {"issue_coupon", "leader", true},
        {"stop_coupon", "leader", true},
        {"offer_phone", "resident leader shop courier operator", true},
        {"get_new_phone", "resident leader shop courier operator", false},
        {"confirm_phone", "resident leader shop courier operator", true},
        {"claim_phone", "anyone", false},
        {"finish_phone", "anyone", false},
        {"list_guest_links", household, false},
        {"make_guest_link", household, true},
        {"end_guest_link", household, true},
        {"open_guest_link", "anyone", false},
        {"ask_as_guest", "anyone", false},
        {"list_identities", "resident leader shop courier operator", false},
        {"end_identity", "resident leader shop courier operator", true},
        {"list_passkeys", "resident leader shop courier operator", false},
        {"begin_passkey", "resident leader shop courier operator", false},
        {"add_passkey", "resident leader shop courier operator", false},
        {"end_passkey", "resident leader shop courier operator", true},
        {"begin_passkey_sign_in", "anyone", false},
        {"passkey_sign_in", "anyone", false},
        {"claim_refund", household, true},
        {"list_refund_claims", "leader", false},
        {"decline_refund", "leader", true},
        {"report_problem", "courier", true},
        {"get_fleet", "leader", false},
        {"solve_problem", "leader", true},
        {"try_rider", "leader", false},
        {"settle_lost_order", "leader", true},
    };
    REQUIRE(std::size(rows) == endpoint_table.size());
    for (std::size_t row = 0; row < std::size(rows); ++row) {
        CHECK(endpoint_table[row].name == rows[row].name);
        INFO(rows[row].name);
        CHECK(roles_text(endpoint_table[row].roles) == rows[row].roles);
        CHECK(endpoint_table[row].needs_key == rows[row].needs_key);
    }
}

TEST_CASE("no two endpoints share a name or a method and path") {
    std::set<std::string> names;
    std::set<std::string> routes;
    for (const EndpointRow& row : endpoint_table) {
        CHECK(names.emplace(row.name).second);
        const std::string method = row.shape.method == Method::get ? "GET " : "POST ";
        CHECK(routes.insert(method + std::string(row.shape.path)).second);
        CHECK(row.shape.path.substr(0, api_prefix.size()) == api_prefix);
    }
    for (const EventRow& row : event_table)
        CHECK(names.emplace(row.name).second);
}

TEST_CASE("an idempotency key is 16 to 64 letters, digits, hyphens and underscores") {
    CHECK(is_idempotency_key("0123456789abcdef"));
    CHECK(is_idempotency_key(std::string(64, 'Z')));
    CHECK(is_idempotency_key("AZaz09_-AZaz09_-"));
    CHECK_FALSE(is_idempotency_key(""));
    CHECK_FALSE(is_idempotency_key("0123456789abcde"));
    CHECK_FALSE(is_idempotency_key(std::string(65, 'a')));
    CHECK_FALSE(is_idempotency_key("0123456789abcde "));
    CHECK_FALSE(is_idempotency_key("0123456789abcdeé"));
}

TEST_CASE("a refusal's status tells the kind of refusal") {
    CHECK(http_status(ErrorCode::malformed) == 400);
    CHECK(http_status(ErrorCode::empty_basket) == 400);
    CHECK(http_status(ErrorCode::not_signed_in) == 401);
    CHECK(http_status(ErrorCode::not_allowed) == 403);
    CHECK(http_status(ErrorCode::not_found) == 404);
    CHECK(http_status(ErrorCode::key_reused) == 409);
    CHECK(http_status(ErrorCode::sold_out) == 409);
    CHECK(http_status(ErrorCode::too_large) == 413);
    CHECK(http_status(ErrorCode::sheet_unreadable) == 422);
    CHECK(http_status(ErrorCode::pad_locked) == 429);
    CHECK(http_status(ErrorCode::unavailable) == 503);
}

TEST_CASE("a picture is known by its bytes") {
    using namespace std::string_view_literals;
    CHECK(media_type("\xFF\xD8\xFF\xE0 JFIF"sv) == "image/jpeg");
    CHECK(media_type("\x89PNG\r\n\x1A\n\0\0"sv) == "image/png");
    CHECK(media_type("RIFF\x10\0\0\0WEBPVP8 "sv) == "image/webp");
    CHECK(media_type("\0\0\0\x18"
                     "ftypmp42"sv) == "video/mp4");
    CHECK(media_type("\x1A\x45\xDF\xA3"sv) == "video/webm");
    for (const std::string_view other : {""sv, "GIF89a"sv, "<svg"sv, "RIFF\x10\0\0\0WAVE"sv,
                                         "\0\0\0\x18"
                                         "ftypavif"sv}) {
        CHECK(media_type(other).empty());
    }
}
