#include <array>

#include "client/platform/platform.hpp"
#include "client/screens/leader/parts.hpp"
#include "client/screens/resident/qr.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::array<std::int64_t, 4> top_ups_fen{5'000, 10'000, 20'000, 50'000};
constexpr float row_height = 68;
constexpr float narrow_row_height = 88;  // the name has a line of its own

bool matches(const Face& face, const api::HouseholdView& household, std::int32_t building,
             std::string_view search) {
    if (building > 0 && household.address.building_number != building) return false;
    return household.nickname.find(search) != std::string::npos ||
           household.surname.find(search) != std::string::npos ||
           household.phone_last4.find(search) != std::string::npos ||
           address_words(face, household.address).find(search) != std::string::npos;
}

void household_row(const Face& face, const api::HouseholdView& household, std::size_t index,
                   const Rect& row, bool last) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const std::string address = address_words(face, household.address);
    if (tap_area(ui, Id("household", household.household.value), row, address)) {
        ui.memory({"household"}) = static_cast<float>(index);
        open_sheet(face, {"household_sheet"});
    }
    Slicer cut(row.inset(Metrics::row_padding, 0));
    if (!ui.narrow()) avatar(ui, cut.left(40, 12).centre(), 40, household.nickname);
    const PriceSpec wallet{.fen = household.wallet.fen(), .size = PriceSize::small};
    price_at(ui, cut.right(price_width(ui, wallet), 8), wallet);
    const Rect text = cut.rest();
    label_at(ui, {text.x, text.y + 11, text.w, 24}, TextStyle::name, theme.ink, address);
    const std::string numbers =
        format(face.words.leader.household_line, {household.phone_last4, household.orders});
    const Rect below{text.x, text.y + 37, text.w, 18};
    if (ui.narrow()) {
        // Names may be cut, numbers may not.
        label_at(ui, below, TextStyle::note, theme.ink3, household.nickname);
        label_at(ui, {below.x, below.y + 20, below.w, below.h}, TextStyle::note, theme.ink3,
                 numbers);
    } else {
        named_at(ui, below, TextStyle::note, theme.ink3, household.nickname, numbers);
    }
    if (!last) hairline(ui, row, theme.line);
}

std::int32_t building_chips(const Face& face) {
    Ui& ui = face.ui;
    if (!face.state.home.value) return 0;
    const auto& buildings = face.state.home.value->community.buildings;
    std::vector<std::string> names{face.words.leader.all_buildings};
    for (const api::BuildingView& building : buildings) {
        names.push_back(format(face.words.common.building, {building.number}));
    }
    const std::vector<std::string_view> labels(names.begin(), names.end());
    float& kept = ui.memory({"building"});
    const int chosen = filter_chips(ui, {"buildings"}, labels, static_cast<int>(kept),
                                    face.words.leader.choose_building);
    if (chosen >= 0) kept = static_cast<float>(chosen);
    ui.space(12);
    const auto index = static_cast<std::size_t>(kept);
    return index == 0 || index > buildings.size() ? 0 : buildings[index - 1].number;
}

void copy_link(const Face& face, const std::string& link) {
    Ui* kit = &face.ui;
    const std::string copied =
        face.words.common.said[static_cast<std::size_t>(model::Saying::copied)];
    kit->platform().copy_text(link, [kit, copied](bool done) {
        if (done) kit->toast(copied, Icon::check);
    });
}

void invite_part(const Face& face, const api::HouseholdView& household) {
    Ui& ui = face.ui;
    const Theme& theme = face.theme();
    const auto& words = face.words.leader;
    const std::uint64_t id = household.household.value;
    heading(ui, TextStyle::head, words.invite);
    ui.space(8);
    refusal_banner(face, {"invite_refused"}, face.state.refusal(api::InviteHousehold::name, id));
    const bool made = face.state.invite && face.state.invited == household.household;
    if (made) {
        const std::string link = face.origin() + face.state.invite->path;
        const QrMatrix& matrix = qr_matrix(link);
        const Rect row = ui.take(200);
        qr_code(ui, row.centred(200, 200), matrix.modules, matrix.size, true);
        Node node;
        node.id = {"invite_qr"};
        node.role = ui::Role::image;
        node.name = words.invite_qr;
        node.rect = row.centred(200, 200);
        ui.node(std::move(node));
        ui.space(8);
        paragraph(ui, TextStyle::name, theme.ink,
                  format(words.invite_code, {face.state.invite->code}), 1, Align::centre);
        paragraph(ui, TextStyle::note, theme.ink3, link, 2, Align::centre);
        paragraph(ui, TextStyle::note, theme.ink3,
                  format(words.invite_until, {moment_words(face, face.state.invite->ends_at)}), 0,
                  Align::centre);
        ui.space(8);
        if (button(ui, {"invite_copy"},
                   {.kind = ButtonKind::secondary,
                    .label = words.copy_link,
                    .icon = icon_of(Icon::copy)})) {
            copy_link(face, link);
        }
        return;
    }
    paragraph(ui, TextStyle::note, theme.ink3, words.invite_note);
    ui.space(8);
    if (button(ui, {"invite"},
               {.kind = ButtonKind::secondary,
                .label = words.make_invite,
                .waiting = face.state.is_pending(api::InviteHousehold::name, id)})) {
        face.send(model::Invite{household.household});
    }
}

void lost_phone_part(const Face& face, const api::HouseholdView& household) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::uint64_t id = household.household.value;
    ui.space(16);
    paragraph(ui, TextStyle::note, face.theme().ink3, words.lost_phone_note);
    ui.space(8);
    if (button(ui, {"lost_phone"},
               {.kind = ButtonKind::outline,
                .label = words.lost_phone,
                .waiting = face.state.is_pending(api::InviteHousehold::name, id)})) {
        face.send(model::Invite{household.household, true});
    }
}

void top_up_part(const Face& face, const api::HouseholdView& household) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    const std::uint64_t id = household.household.value;
    heading(ui, TextStyle::head, words.top_up);
    ui.space(4);
    fact_row(ui, words.wallet, yuan(household.wallet), true);
    const Id amount("top_up_amount");
    std::string text = ui.field_state(amount).value;
    std::array<std::string, top_ups_fen.size()> labels;
    std::array<ButtonOf, top_ups_fen.size()> buttons;
    for (std::size_t i = 0; i < top_ups_fen.size(); ++i) {
        labels[i] = price_text(top_ups_fen[i], false);
        const bool on = text == std::to_string(top_ups_fen[i] / 100);
        buttons[i] = {Id("top_up", i),
                      {.kind = on ? ButtonKind::secondary : ButtonKind::outline,
                       .size = ButtonSize::medium,
                       .label = labels[i]}};
    }
    if (const int tapped = button_row(ui, buttons, 8); tapped >= 0) {
        text = std::to_string(top_ups_fen[static_cast<std::size_t>(tapped)] / 100);
    }
    ui.space(8);
    FieldSpec spec;
    spec.name = spec.placeholder = words.top_up_other;
    spec.kind = FieldKind::decimal;
    spec.max_length = 8;
    spec.unit = words.yuan;
    const Result<Money> sum = parse_yuan(text);
    const bool good = sum && api::TopUp::check({household.household, *sum}).ok();
    if (!text.empty() && !good) spec.error = words.top_up_range;
    field(ui, amount, spec, text);
    ui.space(12);
    refusal_banner(face, {"top_up_refused"}, face.state.refusal(api::TopUp::name, id));
    const std::string label =
        good ? format(words.top_up_now, {yuan(*sum)}) : std::string(words.top_up);
    if (button(ui, {"top_up_now"},
               {.label = label,
                .waiting = face.state.is_pending(api::TopUp::name, id),
                .disabled = !good})) {
        face.send(model::TopUpNow{household.household, *sum});
        ui.field_state(amount).value.clear();
    }
}

void household_sheet(const Face& face, const std::vector<api::HouseholdView>& households) {
    Ui& ui = face.ui;
    const auto index = static_cast<std::size_t>(ui.memory({"household"}));
    KeptFlag open(ui, {"household_sheet"});
    if (index >= households.size()) return;
    const api::HouseholdView& household = households[index];
    const std::string title = address_words(face, household.address);
    Sheet sheet(ui, {"household_sheet"}, title, open.on);
    if (!sheet) return;
    top_up_part(face, household);
    ui.space(20);
    invite_part(face, household);
    lost_phone_part(face, household);
}

}  // namespace

void draw_leader_households(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.leader;
    {
        const Page page(ui);
        notices(face);
        top_bar(ui, {.title = words.tabs[4], .back = false});
        const std::int32_t building = building_chips(face);
        std::string search = ui.field_state({"find_household"}).value;
        FieldSpec spec;
        spec.name = spec.placeholder = words.find_household;
        spec.kind = FieldKind::search;
        spec.icon = icon_of(Icon::search);
        spec.max_length = 40;
        field(ui, {"find_household"}, spec, search);
        ui.space(12);
        if (loaded(face, face.state.households)) {
            const auto& households = face.state.households.value->households;
            std::vector<std::size_t> shown;
            for (std::size_t i = 0; i < households.size(); ++i) {
                if (matches(face, households[i], building, search)) shown.push_back(i);
            }
            const int count = static_cast<int>(shown.size());
            section_title(ui, format(face.words.common.households, {count}), words.wallet);
            const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
            const float height = ui.narrow() ? narrow_row_height : row_height;
            virtual_rows(ui, {"households"}, words.tabs[4], count, height,
                         [&](int i, const Rect& row) {
                             const std::size_t at = shown[static_cast<std::size_t>(i)];
                             household_row(face, households[at], at, row, i + 1 == count);
                         });
        }
        ui.space(Metrics::card_gap);
        if (button(ui, {"staff_devices"},
                   {.kind = ButtonKind::outline, .label = words.staff_devices})) {
            ui.platform().open_url("/c/" + face.state.community + "/leader/devices");
        }
    }
    leader_tabs(face, model::Page::leader_households);
    if (face.state.households.value) {
        household_sheet(face, face.state.households.value->households);
    }
}

}  // namespace louxia::screens
