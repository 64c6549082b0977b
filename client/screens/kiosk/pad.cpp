#include "client/platform/platform.hpp"
#include "client/screens/kiosk/parts.hpp"
#include "client/screens/resident/qr.hpp"
#include "client/ui/text/kit.hpp"
#include "shared/domain/pickup.hpp"

namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t idle_ms = 20 * second_ms;
constexpr float pad_width = 540;

bool is_locked(const Kiosk& kiosk) {
    const auto& refusal = kiosk.face.state.pad.refusal;
    return refusal && refusal->code == ErrorCode::pad_locked;
}

void code_boxes(const Kiosk& kiosk, const Rect& row, bool on_dusk) {
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    const std::string& typed = kiosk.face.state.pad.typed;
    const int length = static_cast<int>(pickup_code_digits);
    for (int i = 0; i < length; ++i) {
        const Rect box = column_of(row, i, length, 20);
        const Rect at = ui.snap(kiosk.px(box));
        const auto place = static_cast<std::size_t>(i);
        const bool next = place == typed.size() && !is_locked(kiosk);
        fill(ui, at, theme.card, kiosk.px(20));
        outline(ui, at, next ? (on_dusk ? theme.lamp : theme.leaf) : theme.edge, kiosk.px(20),
                kiosk.px(next ? 6 : 3));
        if (place >= typed.size()) continue;
        kiosk_text(kiosk, box,
                   {.size = box.h * .69f, .bold = true, .align = Align::centre, .silent = true},
                   std::string_view(typed).substr(place, 1));
    }
    Node node;
    node.id = {"kiosk_code"};
    node.role = ui::Role::status;
    node.name = format(ui.text().digits_typed, {typed.size(), length});
    node.rect = kiosk.px(row);
    ui.node(std::move(node));
}

bool pad_key(const Kiosk& kiosk, const Rect& box, char symbol) {
    Ui& ui = kiosk.face.ui;
    const Theme& theme = kiosk.face.theme();
    const bool digit = symbol >= '0' && symbol <= '9';
    const bool locked = is_locked(kiosk);
    const Id id("kiosk_key", static_cast<std::uint64_t>(symbol));
    const Rect at = ui.snap(kiosk.px(box));
    const bool tapped = !locked && ui.tappable(id, at);
    const std::string_view label = digit           ? std::string_view(&symbol, 1)
                                   : symbol == '<' ? kiosk.face.words.staff.clear
                                                   : ui.text().backspace;
    Node node;
    node.id = id;
    node.role = ui::Role::button;
    node.name = std::string(label);
    node.rect = at;
    node.disabled = locked;
    ui.node(std::move(node));
    const Color ink = locked ? theme.ink3 : digit ? theme.ink : theme.ink2;
    if (digit && !locked) {
        surface(ui, at, kiosk.px(20), Lift::card, theme.card);
    } else {
        fill(ui, at, theme.sunk, kiosk.px(20));
    }
    if (symbol == '>') {
        icon(ui, Icon::back, at.centre(), kiosk.px(56), ink, 1.8f);
    } else {
        kiosk_text(kiosk, box.inset(8, 0),
                   {.size = digit ? box.h * .61f : box.h * .45f,
                    .bold = true,
                    .color = ink,
                    .align = Align::centre,
                    .silent = true},
                   label);
    }
    const float press = ui.press_amount(id);
    if (press > 0) fill(ui, at, theme.ink.with_alpha(.08f * press), kiosk.px(20));
    ui.focus_ring(id, at, kiosk.px(20));
    return tapped;
}

}  // namespace

void kiosk_pad(const Kiosk& kiosk, Vec2 top_left, float box_height, float key_height, float gap,
               bool on_dusk) {
    const Face& face = kiosk.face;
    const auto& words = face.words.staff;
    const float title_size = on_dusk ? 40.f : 44.f;
    const float title_line = on_dusk ? 52.f : 56.f;
    Slicer rows(Rect{top_left.x, top_left.y, pad_width, kiosk.height});
    kiosk_text(kiosk, rows.top(title_line, 14),
               {.size = title_size,
                .bold = true,
                .color = on_dusk ? face.theme().on_dusk : face.theme().ink},
               face.state.pad.by_phone ? words.type_phone : words.type_code);
    code_boxes(kiosk, rows.top(box_height, 18), on_dusk);
    static constexpr char symbols[] = "123456789<0>";
    char pressed = 0;
    for (int i = 0; i < 12; i += 3) {
        const Rect row = rows.top(key_height, gap);
        for (int k = 0; k < 3; ++k) {
            const char symbol = symbols[i + k];
            if (pad_key(kiosk, column_of(row, k, 3, gap), symbol)) pressed = symbol;
        }
    }
    const char typed = face.ui.take_key();
    if (!is_locked(kiosk)) {
        if (typed >= '0' && typed <= '9') pressed = typed;
        if (typed == '\b') pressed = '>';
    }
    if (pressed != 0) face.send(model::PadKey{pressed});
    std::string scanned = face.ui.take_scan();
    if (!scanned.empty() && !is_locked(kiosk)) face.send(model::Scanned{std::move(scanned)});
}

namespace {

constexpr float corner_thick = 14;

/// In amber: where a phone looks, or is held.
void corners(const Kiosk& kiosk, const Rect& frame, Color color) {
    constexpr float arm = 74, thick = corner_thick;
    for (int i = 0; i < 4; ++i) {
        const bool right = i % 2 == 1;
        const bool low = i >= 2;
        const float x = right ? frame.right() : frame.x;
        const float y = low ? frame.bottom() : frame.y;
        const Rect across{right ? x - arm : x, low ? y - thick : y, arm, thick};
        const Rect down{right ? x - thick : x, low ? y - arm : y, thick, arm};
        fill(kiosk.face.ui, kiosk.px(across), color, kiosk.px(thick / 2));
        fill(kiosk.face.ui, kiosk.px(down), color, kiosk.px(thick / 2));
    }
}

/// True while the viewfinder is wanted: from the tap on the frame until a minute without a touch,
/// or for as long as whoever set this screen up has allowed the camera beforehand.
bool camera_wanted(const Kiosk& kiosk, const Rect& frame) {
    constexpr double stays_ms = 60'000;
    Ui& ui = kiosk.face.ui;
    const CameraState camera = ui.platform().camera();
    if (camera == CameraState::absent) return false;
    constexpr float always = 2;  // else 1: by a tap; -1: closed by a tap
    float& open = ui.memory({"kiosk_camera"});
    const auto& words = kiosk.face.words.staff;
    if (tap_area(ui, {"kiosk_view"}, kiosk.px(frame), open > 0 ? words.camera_off : words.camera_on,
                 kiosk.px(28))) {
        open = open > 0 ? -1.f : 1.f;
    }
    const bool allowed = camera == CameraState::allowed;
    const double left = ui.touched_ms() + stays_ms - ui.now_ms();
    if (left <= 0 && open != always) open = 0;
    if (open == 0 && allowed) open = always;
    if (open == always && camera == CameraState::refused) open = 0;
    if (open != 0 && left > 0) ui.wake_in(left);
    return open > 0;
}

}  // namespace

void kiosk_qr(const Kiosk& kiosk, const Rect& area) {
    const Face& face = kiosk.face;
    Ui& ui = face.ui;
    const Theme& light = light_theme();
    const auto& words = face.words.staff;
    const std::string path =
        face.state.community.empty() ? std::string("/") : "/c/" + face.state.community;
    const QrMatrix& matrix = qr_matrix(face.origin() + path);
    fill(ui, ui.snap(kiosk.px(area)), light.dusk_b, kiosk.px(28));
    Platform& platform = ui.platform();
    const bool wanted = camera_wanted(kiosk, area);
    const Rect frame = kiosk.tall ? area.centred(std::min(area.w, area.h) - 60, area.h - 60) : area;
    if (kiosk.tall) corners(kiosk, frame, light.dusk_amber);
    const Rect view = ui.snap(kiosk.px(frame.inset(kiosk.tall ? corner_thick : 12)));
    platform.show_camera(view.x, view.y, wanted ? view.w : 0, view.h);
    if (wanted && platform.camera() == CameraState::refused) {
        const KioskText style{.size = 36, .color = light.on_dusk, .align = Align::centre};
        const Rect at = frame.inset(24);
        kiosk_text(kiosk, {at.x, at.mid_y() - 50, at.w, 50}, style, words.camera_refused_1);
        kiosk_text(kiosk, {at.x, at.mid_y(), at.w, 50}, style, words.camera_refused_2);
    }
    if (wanted) return;
    Rect code;
    if (kiosk.tall) {
        code = frame.centred(268, 268);
    } else {
        code = Rect{area.x, area.y, 216, area.h}.centred(160, 160);
        const Rect text{area.x + 224, area.y, area.w - 244, area.h};
        const KioskText style{.size = 40, .bold = true, .color = light.on_dusk};
        kiosk_text(kiosk, {text.x, text.mid_y() - 54, text.w, 54}, style, words.scan_1);
        kiosk_text(kiosk, {text.x, text.mid_y(), text.w, 54}, style, words.scan_2);
    }
    qr_code(ui, ui.snap(kiosk.px(code)), matrix.modules, matrix.size, true);
    Node node;
    node.id = {"kiosk_qr"};
    node.role = ui::Role::image;
    node.name = words.qr_name;
    node.rect = kiosk.px(code);
    ui.node(std::move(node));
}

void kiosk_mode_link(const Kiosk& kiosk, const Rect& area, Color color, bool two_lines) {
    const auto& words = kiosk.face.words.staff;
    const bool by_phone = kiosk.face.state.pad.by_phone;
    const std::string first = by_phone ? words.have_code : words.no_phone;
    const std::string second = by_phone ? words.use_code : words.use_phone;
    const std::string name = first + " " + second;
    if (tap_area(kiosk.face.ui, {"kiosk_mode"}, kiosk.px(area), name, kiosk.px(16))) {
        kiosk.face.send(model::PadMode{!by_phone});
    }
    const KioskText style{.size = 36, .color = color, .silent = true};
    if (!two_lines) {
        kiosk_text(kiosk, area, style, name);
        return;
    }
    kiosk_text(kiosk, {area.x, area.y, area.w, 48}, style, first);
    kiosk_text(kiosk, {area.x, area.y + 48, area.w, 48}, style, second);
}

void forget_when_idle(const Kiosk& kiosk) {
    const Face& face = kiosk.face;
    const model::KioskPad& pad = face.state.pad;
    const bool shows = !pad.typed.empty() || pad.refusal || pad.collected || pad.found ||
                       pad.by_phone || pad.unreadable;
    if (!shows || pad.waiting) return;
    // A locked pad says so until it opens again.
    const std::int64_t stays = is_locked(kiosk) ? pad_lock_ms : idle_ms;
    const std::int64_t left = face.state.server_now(pad.touched_at.ms) + stays - face.now;
    if (left <= 0) {
        face.send(model::PadIdle{});
    } else {
        face.ui.wake_in(static_cast<double>(left));
    }
}

}  // namespace louxia::screens
