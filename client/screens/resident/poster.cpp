#include "client/platform/platform.hpp"
#include "client/screens/resident/parts.hpp"
#include "client/screens/resident/qr.hpp"

namespace louxia::screens {

using namespace ui;

void poster_sheet(const Face& face, const api::GroupView& group, bool& open) {
    Ui& ui = face.ui;
    const Theme& light = light_theme();  // posters stay light
    const auto& words = face.words.resident;
    Sheet sheet(ui, {"poster_sheet"}, words.poster, open);
    if (!sheet) return;
    const std::string link = face.origin() + "/g/" + group.group.text();
    {
        const Card card(
            ui, CardSpec{.lift = Lift::none, .ground = light.dusk_a, .ground_to = light.dusk_b});
        goods_tile_plain(face, {card.inner().right() - 72, ui.cursor(), 72, 72}, group.picture);
        Slicer title(ui.take(34));
        title.right(80);
        label_at(ui, title.rest(), TextStyle::title, light.on_dusk, group.title);
        label_at(ui, ui.take(22), TextStyle::label, light.on_dusk2,
                 format(words.before_delivered, {clock_words(face, group.deliver_before)}));
        ui.space(12);
        const std::int32_t missing = std::max(0, group.target_households - group.households);
        const std::string count = group.state == GroupState::open
                                      ? format(face.words.common.missing, {missing})
                                      : group_state_words(face, group);
        label_at(ui, ui.take(40), TextStyle::big, light.dusk_amber, count);
        label_at(ui, ui.take(18), TextStyle::note, light.on_dusk2,
                 format(words.true_at, {moment_words(face, face.now)}));
        ui.space(12);
        const QrMatrix& matrix = qr_matrix(link);
        Slicer row(ui.take(136));
        qr_code(ui, row.left(136, 16), matrix.modules, matrix.size, true);
        const Rect side = row.rest();
        price_at(ui, {side.x, side.y + 8, side.w, 46},
                 {.fen = group.price.fen(), .size = PriceSize::large, .color = light.on_dusk});
        draw_wrapped(
            ui, {side.x, side.y + 66, side.w, 60}, TextStyle::note, light.on_dusk2,
            format(words.honest, {group.target_households, clock_words(face, group.cutoff_at)}), 3);
    }
    ui.space(12);
    paragraph(ui, TextStyle::note, face.theme().ink3, link);
    ui.space(12);
    if (button(
            ui, {"poster_copy"},
            {.kind = ButtonKind::primary, .label = words.copy_text, .icon = icon_of(Icon::copy)})) {
        Ui* kit = &ui;
        const std::string copied =
            face.words.common.said[static_cast<std::size_t>(model::Saying::copied)];
        ui.platform().copy_text(group_share_text(face, group), [kit, copied](bool done) {
            if (done) kit->toast(copied, Icon::check);
        });
        open = false;
    }
}

}  // namespace louxia::screens
