#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

void picture_part(const Face& face, const api::ItemView& item) {
    Ui& ui = face.ui;
    const bool photo = item.batch && !item.batch->picture.empty();
    const Rect place = ui.take(ui.column().w * 0.62f);
    goods_tile(face, place, photo ? item.batch->picture : item.picture, tone_of(item.category),
               item.available.count <= 0);
}

void trace_card(const Face& face, const api::ItemView& item) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Card card(ui);
    section_title(ui, words.trace);
    ui.space(4);
    if (!item.batch) {
        paragraph(ui, TextStyle::body, face.theme().ink2, words.batch_none);
        if (!item.origin.empty()) fact_row(ui, words.batch_origin, item.origin, true);
        return;
    }
    const api::BatchView& batch = *item.batch;
    if (batch.harvested_at.is_set()) {
        fact_row(ui, words.batch_harvested, moment_words(face, batch.harvested_at));
    }
    if (!batch.place.empty()) fact_row(ui, words.batch_place, batch.place);
    fact_row(ui, words.batch_farm, batch.farm, item.origin.empty());
    if (!item.origin.empty()) fact_row(ui, words.batch_origin, item.origin, true);
    if (!batch.clip.empty()) {
        clip_at(ui, ui.take(ui.column().w * 0.5625f), batch.clip, words.watch_clip);
    }
}

}  // namespace

void draw_item(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words;
    const ItemId id{face.state.route.id};
    const api::ItemView* item = face.state.item(id);
    {
        const Page page(ui);
        notices(face);
        if (top_bar(ui, {.title = words.resident.item_title}) == BarAction::back) {
            face.send(model::GoBack{});
        }
        if (!loaded(face, face.state.home)) return;
        if (item == nullptr) {
            if (empty_state(ui, {"gone"}, words.common.not_found_title, words.common.not_found_hint,
                            words.common.go_home)) {
                face.open(model::Page::home);
            }
            return;
        }
        picture_part(face, *item);
        ui.space(16);
        heading(ui, TextStyle::title, item->name, 1);
        if (!item->spec.empty()) {
            paragraph(ui, TextStyle::note, face.theme().ink3, item->spec);
        }
        ui.space(4);
        Slicer row(ui.take(46));
        const Rect below = ui.narrow() ? ui.take(44) : row.rest();
        basket_stepper(face, *item, {below.right(), below.mid_y()});
        const PriceSpec price{.fen = item->price.fen(),
                              .size = PriceSize::large,
                              .unit = unit_name(face, item->unit)};
        price_at(ui, row.left(price_width(ui, price), 12), price);
        const bool few = item->available.count <= 5;
        const std::string left =
            item->available.count <= 0
                ? std::string(words.common.sold_out)
                : format(few ? words.common.left_few : words.common.left, {item->available.count});
        row.right(112);
        const Rect stock =
            ui.narrow() ? Rect{below.x, below.y, below.w - 108, below.h} : row.rest();
        label_at(ui, stock, few ? TextStyle::note_bold : TextStyle::note,
                 few ? face.theme().tomato : face.theme().ink3, left);
        ui.space(16);
        trace_card(face, *item);
    }
    const Foot bar(ui, 48);
    const bool in_basket = face.state.basket.count_of(id) > 0;
    const std::string label = in_basket ? std::string(words.resident.checkout)
                                        : format(words.resident.add_basket, {yuan(item->price)});
    if (button_at(ui, {"take"}, bar.rect(),
                  {.kind = ButtonKind::primary,
                   .label = label,
                   .disabled = !in_basket && item->available.count <= 0})) {
        if (in_basket) {
            face.open(model::Page::checkout);
        } else {
            face.send(model::ChangeBasket{id, 1});
        }
    }
}

}  // namespace louxia::screens
