#include <algorithm>
#include <array>

#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"
#include "shared/domain/coupon.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

const api::BuildingView* building_of(const Face& face, BuildingId id) {
    if (!face.state.home.value) return nullptr;
    for (const api::BuildingView& building : face.state.home.value->community.buildings) {
        if (building.building == id) return &building;
    }
    return nullptr;
}

std::string pick_words(const Face& face, const api::AddressPick& pick) {
    const api::BuildingView* building = building_of(face, pick.building);
    return format(face.words.common.address,
                  {building == nullptr ? 0 : building->number, pick.unit, pick.room});
}

}  // namespace

void basket_card(const Face& face, const api::ListView& list) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    Slicer title(ui.take(28));
    const float clear_wide = text_width(ui, TextStyle::label, words.clear_basket) + 30;
    if (text_link_at(ui, {"clear"}, title.right(clear_wide), words.clear_basket, Icon::x,
                     Align::right)) {
        say_with_way_back(face, model::Saying::basket_emptied);
        face.send(model::ClearBasket{});
    }
    heading_at(ui, title.rest(), TextStyle::head, theme.ink, words.basket);
    const std::vector<api::BasketLine> lines = face.state.basket.lines();
    for (const api::BasketLine& line : lines) {
        const auto item =
            std::find_if(list.items.begin(), list.items.end(),
                         [&](const api::ItemView& one) { return one.item == line.item; });
        if (item == list.items.end()) continue;
        ui.space(12);
        const Rect row = ui.take(52);
        Slicer cut(row);
        goods_tile(face, cut.left(52, 12), item->picture, tone_of(item->category));
        if (ui.narrow()) {
            const Rect below = ui.take(44);
            basket_stepper(face, *item, {below.right(), below.mid_y()});
        } else {
            basket_stepper(face, *item, {row.right(), row.mid_y()});
            cut.right(112);
        }
        const Rect text = cut.rest();
        label_at(ui, {text.x, text.y + 2, text.w, 24}, TextStyle::name, theme.ink, item->name);
        const auto total = multiply(item->price, Pieces{line.quantity});
        label_at(ui, {text.x, text.y + 28, text.w, 20}, TextStyle::note, theme.ink3,
                 yuan(total ? *total : Money{}));
    }
}

namespace {

void fulfilment_card(const Face& face, model::Checkout& checkout, bool& changed) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Card card(ui);
    const std::array<std::string_view, 2> ways{words.delivery, words.pickup};
    const int now = checkout.fulfilment == Fulfilment::delivery ? 0 : 1;
    const int chosen = segmented(ui, {"fulfilment"}, ways, now, words.fulfilment);
    if (chosen >= 0 && chosen != now) {
        checkout.fulfilment = chosen == 0 ? Fulfilment::delivery : Fulfilment::pickup;
        changed = true;
    }
    ui.space(12);
    const Error* refusal = checkout.refusal ? &*checkout.refusal : nullptr;
    if (checkout.fulfilment == Fulfilment::delivery) {
        const std::string value = checkout.address ? pick_words(face, *checkout.address)
                                                   : address_words(face, *face.state.me->address);
        if (select_field(ui, {"address"}, words.to_address, value, words.choose_building,
                         field_refusal(face, refusal, "address"))) {
            ui.memory({"address_open"}) = 1;
        }
        return;
    }
    for (const api::HubView& hub : face.state.home.value->community.hubs) {
        const bool selected = checkout.pickup_hub == hub.hub;
        if (radio_row(ui, Id("hub", hub.hub.value), selected, hub.name, hub.place) && !selected) {
            checkout.pickup_hub = hub.hub;
            changed = true;
        }
    }
}

void payment_card(const Face& face, model::Checkout& checkout, bool& changed) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Card card(ui);
    heading(ui, TextStyle::head, words.payment);
    ui.space(4);
    const std::string balance = format(words.pay_wallet_note, {yuan(face.state.me->wallet)});
    if (radio_row(ui, {"wallet"}, checkout.payment == Payment::wallet, words.pay_wallet, balance)) {
        checkout.payment = Payment::wallet;
        changed = true;
    }
    const char* later = checkout.fulfilment == Fulfilment::delivery ? words.pay_later_delivery
                                                                    : words.pay_later_pickup;
    if (radio_row(ui, {"later"}, checkout.payment == Payment::on_handover, later)) {
        checkout.payment = Payment::on_handover;
        changed = true;
    }
}

void note_field(const Face& face, model::Checkout& checkout, bool& changed) {
    const auto& words = face.words.resident;
    const Card card(face.ui);
    FieldSpec spec;
    spec.label = words.note;
    spec.placeholder = words.note_hint;
    spec.max_length = static_cast<int>(order_note_code_points_max);
    const Error* refusal = checkout.refusal ? &*checkout.refusal : nullptr;
    spec.error = field_refusal(face, refusal, "note");
    if (field(face.ui, {"note"}, spec, checkout.note).changed) changed = true;
}

void coupon_field(const Face& face, model::Checkout& checkout, bool& changed) {
    const Card card(face.ui);
    FieldSpec spec;
    spec.label = face.words.resident.coupon;
    spec.max_length = static_cast<int>(coupon_code_points_max);
    const auto& refused = checkout.refused_coupon;
    if (refused && refused->code == checkout.coupon) {
        spec.error = refusal_words(face, refused->why);
    }
    if (field(face.ui, {"coupon"}, spec, checkout.coupon).changed) changed = true;
}

void money_row(const Face& face, std::string_view label, const std::string& value, bool strong) {
    Ui& ui = face.ui;
    const TextStyle style = strong ? TextStyle::name : TextStyle::body;
    Slicer row(ui.take(28));
    label_at(ui, row.right(text_width(ui, style, value) + 2, 8), style, face.theme().ink, value,
             Align::right, Digits::tabular);
    label_at(ui, row.rest(), style, strong ? face.theme().ink : face.theme().ink2, label);
}

void totals_card(const Face& face, const api::QuoteOrder::Response& quote) {
    const auto& words = face.words.resident;
    const Card card(face.ui);
    money_row(face, words.goods_total, yuan(quote.goods_total), false);
    money_row(face, words.delivery_fee,
              quote.delivery_fee.is_zero() ? std::string(face.words.common.free)
                                           : yuan(quote.delivery_fee),
              false);
    if (!quote.discount.is_zero()) {
        money_row(face, words.coupon, yuan(negate(quote.discount)), false);
    }
    money_row(face, words.total, yuan(quote.total), true);
}

void promise_banner(const Face& face, const api::QuoteOrder::Response& quote,
                    Fulfilment fulfilment) {
    const auto& words = face.words.resident;
    if (fulfilment == Fulfilment::pickup) {
        banner(face.ui, {"promise"},
               {.tone = Tone::leaf,
                .icon = icon_of(Icon::clock),
                .strong = format(words.promise_pickup, {clock_words(face, quote.due_at)})});
        return;
    }
    if (!quote.offered) {
        banner(face.ui, {"promise"},
               {.tone = Tone::lamp,
                .icon = icon_of(Icon::scooter),
                .text = face.words.refusals.no_courier});
        return;
    }
    const std::string due = clock_words(face, quote.due_at);
    banner(face.ui, {"promise"},
           {.tone = Tone::leaf,
            .icon = icon_of(Icon::clock),
            .text = format(words.promise_late, {due, yuan(compensation_when_late)})});
}

void place_foot(const Face& face, const model::Checkout& checkout) {
    const auto& words = face.words.resident;
    const bool waiting = face.state.is_pending(api::PlaceOrder::name);
    const bool quoted = checkout.quote.value.has_value();
    const bool undeliverable =
        quoted && checkout.fulfilment == Fulfilment::delivery && !checkout.quote.value->offered;
    const Money total =
        quoted ? checkout.quote.value->total : face.state.basket.total(*face.state.list());
    const std::string label = format(words.place, {yuan(total)});
    const Foot bar(face.ui, 48);
    if (button_at(face.ui, {"place"}, bar.rect(),
                  {.kind = ButtonKind::primary,
                   .label = label,
                   .waiting = waiting,
                   .disabled = undeliverable || !quoted})) {
        face.send(model::PlaceNow{});
    }
}

void refusal_banner(const Face& face, const model::Checkout& checkout) {
    const std::optional<Error>& error = checkout.refusal ? checkout.refusal : checkout.quote.error;
    if (!error) return;
    banner(face.ui, {"refusal"},
           {.tone = Tone::tomato,
            .icon = icon_of(Icon::alert),
            .text = refusal_words(face, *error),
            .alert = true});
    face.ui.space(Metrics::card_gap);
}

void empty_basket(const Face& face) {
    const auto& words = face.words.resident;
    const bool kept = face.state.is_pending(api::PlaceOrder::name);
    if (empty_state(face.ui, {"empty"}, kept ? words.order_waiting_net : words.basket_empty_title,
                    words.basket_empty_hint, words.to_list)) {
        face.open(model::Page::home);
    }
}

}  // namespace

void address_sheet(const Face& face, bool& open, std::optional<api::AddressPick>& pick) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    float& step = ui.memory({"address_step"});  // 0 building, 1 unit, 2 room
    if (!open) {
        step = 0;
        return;
    }
    float& building_index = ui.memory({"address_building"});
    float& unit = ui.memory({"address_unit"});
    const auto& buildings = face.state.home.value->community.buildings;
    std::vector<Choice> choices;
    std::string_view title = words.choose_building;
    if (step == 0) {
        choices.push_back({words.my_home, address_words(face, *face.state.me->address)});
        for (const api::BuildingView& building : buildings) {
            choices.push_back({format(face.words.common.building, {building.number}), {}});
        }
    } else {
        const api::BuildingView& building = buildings[static_cast<std::size_t>(building_index)];
        title = step == 1 ? words.choose_unit : words.choose_room;
        if (step == 1) {
            for (int i = 1; i <= building.units; ++i)
                choices.push_back({format(words.unit_n, {i}), {}});
        } else {
            for (int floor = 1; floor <= building.floors; ++floor) {
                for (int door = 1; door <= building.rooms_per_floor; ++door) {
                    choices.push_back({format(words.room_n, {floor * 100 + door}), {}});
                }
            }
        }
    }
    bool shown = true;
    const int chosen = select_sheet(ui, {"address_sheet"}, shown, title, choices, -1);
    if (chosen < 0) {
        if (!shown) open = false;
        return;
    }
    if (step == 0 && chosen == 0) {
        pick.reset();
        open = false;
    } else if (step == 0) {
        building_index = static_cast<float>(chosen - 1);
        step = 1;
    } else if (step == 1) {
        unit = static_cast<float>(chosen + 1);
        step = 2;
    } else {
        const api::BuildingView& building = buildings[static_cast<std::size_t>(building_index)];
        const int floor = chosen / building.rooms_per_floor + 1;
        const int door = chosen % building.rooms_per_floor + 1;
        pick = api::AddressPick{building.building, static_cast<std::int32_t>(unit),
                                floor * 100 + door};
        open = false;
    }
}

void draw_checkout(const Face& face) {
    Ui& ui = face.ui;
    model::Checkout checkout = face.state.checkout;
    bool changed = false;
    const bool may_order = face.state.me && face.state.me->address;
    {
        const Page page(ui);
        notices(face);
        if (top_bar(ui, {.title = face.words.resident.checkout_title}) == BarAction::back) {
            face.send(model::GoBack{});
        }
        const api::ListView* list = face.state.list();
        if (!loaded(face, face.state.home)) return;
        if (!may_order) {
            if (empty_state(ui, {"stranger"}, face.words.common.not_for_you_title,
                            face.words.common.not_for_you_hint, face.words.common.go_home)) {
                face.open(model::Page::home);
            }
            return;
        }
        if (list == nullptr || face.state.basket.empty()) {
            empty_basket(face);
            return;
        }
        refusal_banner(face, checkout);
        basket_card(face, *list);
        ui.space(Metrics::card_gap);
        fulfilment_card(face, checkout, changed);
        ui.space(Metrics::card_gap);
        payment_card(face, checkout, changed);
        ui.space(Metrics::card_gap);
        if (checkout.fulfilment == Fulfilment::delivery) {
            note_field(face, checkout, changed);
            ui.space(Metrics::card_gap);
        }
        coupon_field(face, checkout, changed);
        ui.space(Metrics::card_gap);
        if (checkout.quote.value) {
            totals_card(face, *checkout.quote.value);
            ui.space(Metrics::card_gap);
            promise_banner(face, *checkout.quote.value, checkout.fulfilment);
        } else {
            paragraph(ui, TextStyle::note, face.theme().ink3, face.words.resident.quoting);
        }
    }
    place_foot(face, checkout);
    bool open = ui.memory({"address_open"}) > 0;
    const std::optional<api::AddressPick> before = checkout.address;
    address_sheet(face, open, checkout.address);
    const bool moved = before.has_value() != checkout.address.has_value() ||
                       (before && (before->building != checkout.address->building ||
                                   before->unit != checkout.address->unit ||
                                   before->room != checkout.address->room));
    ui.memory({"address_open"}) = open ? 1.f : 0.f;
    if (changed || moved) face.send(model::ChangeCheckout{checkout});
}

}  // namespace louxia::screens
