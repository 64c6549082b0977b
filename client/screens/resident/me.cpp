#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

void wallet_card(const Face& face, const api::MeView& me) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.resident;
    const Card card(ui);
    label_at(ui, ui.take(20), TextStyle::label, theme.ink2, words.wallet);
    price_at(ui, ui.take(46), {.fen = me.wallet.fen(), .size = PriceSize::large});
    if (!me.held.is_zero()) {
        paragraph(ui, TextStyle::note, theme.ink2, format(words.held, {yuan(me.held)}));
    }
    paragraph(ui, TextStyle::note, theme.ink3, words.top_up_how);
}

void staff_link(const Face& face, const api::MeView& me) {
    const model::Page desk = model::face_of(me.role);
    if (!model::is_staff_page(desk)) return;
    if (button(face.ui, {"console"},
               {.kind = ButtonKind::secondary,
                .label = face.words.resident.to_desk,
                .icon = icon_of(Icon::lamp)})) {
        face.open(desk);
    }
    face.ui.space(Metrics::card_gap);
}

void sign_out_sheet(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    bool open = ui.memory({"signing_out"}) > 0;
    if (Sheet sheet(ui, {"sign_out_sheet"}, words.sign_out_ask, open); sheet) {
        paragraph(ui, TextStyle::body, face.theme().ink2, words.sign_out_note);
        ui.space(16);
        if (button(ui, {"sign_out_sure"}, {.kind = ButtonKind::danger, .label = words.sign_out})) {
            face.send(model::SignOutNow{});
            open = false;
        }
        ui.space(8);
        if (button(ui, {"stay"},
                   {.kind = ButtonKind::outline, .label = face.words.common.cancel})) {
            open = false;
        }
    }
    ui.memory({"signing_out"}) = open ? 1.f : 0.f;
}

void known_part(const Face& face, const api::MeView& me) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    Slicer row(ui.take(56));
    const Rect at = row.left(56, 12);
    avatar(ui, at.centre(), 56, me.nickname);
    const Rect text = row.rest();
    heading_at(ui, {text.x, text.y + 4, text.w, 28}, TextStyle::head, theme.ink, me.nickname, 2);
    if (me.address) {
        label_at(ui, {text.x, text.y + 32, text.w, 20}, TextStyle::note, theme.ink2,
                 address_words(face, *me.address));
    }
    ui.space(16);
    if (me.address) {
        wallet_card(face, me);
        ui.space(Metrics::card_gap);
    }
    staff_link(face, me);
}

}  // namespace

void draw_me(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    {
        const Page page(ui);
        notices(face);
        ui.space(16);
        heading(ui, TextStyle::title, words.me_title, 1);
        ui.space(12);
        if (face.state.me) {
            known_part(face, *face.state.me);
        } else if (face.state.me_known) {
            const Card card(ui);
            heading(ui, TextStyle::head, words.guest_hello);
            paragraph(ui, TextStyle::body, face.theme().ink2, words.guest_hint);
        }
        ui.space(Metrics::card_gap);
        {
            const Card card(ui);
            heading(ui, TextStyle::name, words.language, 2);
            ui.space(8);
            const std::array<std::string_view, 2> languages{words.chinese, words.english};
            const int now = face.state.language == model::Language::english ? 1 : 0;
            const int chosen = segmented(ui, {"language"}, languages, now, words.language);
            if (chosen >= 0 && chosen != now) {
                face.send(model::ChooseLanguage{chosen == 1 ? model::Language::english
                                                            : model::Language::chinese});
            }
        }
        ui.space(Metrics::card_gap);
        if (face.state.me &&
            button(ui, {"devices"}, {.kind = ButtonKind::outline, .label = words.devices})) {
            ui.platform().open_url("/c/" + face.state.community + "/me/devices");
        }
        ui.space(8);
        if (face.state.me &&
            button(ui, {"sign_out"}, {.kind = ButtonKind::outline, .label = words.sign_out})) {
            ui.memory({"signing_out"}) = 1;
        }
        if (face.state.home.value && face.state.home.value->community.demo) {
            ui.space(16);
            paragraph(ui, TextStyle::small, face.theme().ink3, face.words.common.demo_note, 0,
                      Align::centre);
        }
    }
    resident_tabs(face, model::Page::me);
    sign_out_sheet(face);
}

void draw_invite(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.resident;
    const Page page(ui);
    ui.space(64);
    heading(ui, TextStyle::title, words.invite_title, 1);
    ui.space(12);
    if (face.state.is_pending(api::SignIn::name)) {
        paragraph(ui, TextStyle::body, face.theme().ink2, words.invite_working);
        return;
    }
    if (face.state.sign_in_refusal) {
        const bool used = face.state.sign_in_refusal->code == ErrorCode::not_found;
        banner(ui, {"failed"},
               {.tone = Tone::tomato,
                .icon = icon_of(Icon::alert),
                .text = used ? std::string_view(words.invite_failed)
                             : refusal_words(face, *face.state.sign_in_refusal),
                .alert = true});
        ui.space(12);
    }
    static std::string code;  // only this page's buffer; gone with the page
    FieldSpec spec;
    spec.label = words.invite_field;
    spec.placeholder = words.invite_hint;
    spec.max_length = 200;
    spec.enter = EnterKey::go;
    const FieldResult typed = field(ui, {"invite"}, spec, code);
    ui.space(12);
    if (button(ui, {"enter"}, {.kind = ButtonKind::primary, .label = words.invite_enter}) ||
        typed.submitted) {
        face.send(model::SignInWith{code});
    }
}

}  // namespace louxia::screens
