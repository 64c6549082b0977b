#include <array>

#include "client/screens/courier/parts.hpp"

/// How the courier goes in a shift, and when it ends.
namespace louxia::screens {

using namespace ui;

namespace {

constexpr std::int64_t round_ms = 30 * minute_ms;
constexpr std::array<std::int32_t, 3> hours_offered{1, 2, 4};

/// To the nearest half hour of the clock on the wall.
Instant shift_end(const Face& face, std::int32_t hours) {
    const std::int64_t offset_ms = face.state.utc_offset_minutes * minute_ms;
    const std::int64_t on_wall = face.now.ms + offset_ms + hours * hour_ms;
    return Instant{(on_wall + round_ms / 2) / round_ms * round_ms - offset_ms};
}

/// What is chosen before a shift begins is kept with the face; in a shift it is sent at once.
CourierVehicle chosen_vehicle(const Face& face, const api::RunView& run) {
    const float chosen = face.ui.memory({"shift_vehicle"});  // its number and one; 0: as before
    if (run.on_shift || chosen < 1) return run.vehicle;
    return static_cast<CourierVehicle>(static_cast<std::int32_t>(chosen) - 1);
}

/// True when another one was tapped.
bool vehicle_rows(const Face& face, CourierVehicle& vehicle) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    label_at(ui, ui.take(24), TextStyle::label, face.theme().ink2, words.goes_by);
    bool tapped = false;
    for (const auto& [each, word] : EnumWords<CourierVehicle>::table) {
        const auto index = static_cast<std::size_t>(each);
        if (radio_row(ui, {"vehicle", word}, each == vehicle, words.vehicles[index])) {
            tapped = each != vehicle;
            vehicle = each;
            ui.memory({"shift_vehicle"}) = static_cast<float>(index + 1);
        }
        separator(ui);
    }
    ui.space(12);
    return tapped;
}

}  // namespace

std::string shift_words(const Face& face, const api::RunView& run) {
    const auto& words = face.words.staff;
    if (!run.on_shift) return words.off_shift;
    if (!run.shift_until.is_set()) return words.on_shift;
    return format(words.on_shift_until, {clock_words(face, run.shift_until)});
}

void shift_sheet(const Face& face, const api::RunView& run) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    KeptFlag open(ui, {"shift_sheet"});
    const std::string title = run.on_shift ? shift_words(face, run) : words.start_shift;
    Sheet sheet(ui, {"shift_sheet"}, title, open.on);
    if (!sheet) return;
    CourierVehicle vehicle = chosen_vehicle(face, run);
    const auto send = [&](bool on, Instant until) {
        face.send(model::Shift{on, until, vehicle});
        open.on = false;
    };
    if (vehicle_rows(face, vehicle) && run.on_shift) send(true, run.shift_until);
    label_at(ui, ui.take(24), TextStyle::label, face.theme().ink2, words.until_when);
    for (const std::int32_t hours : hours_offered) {
        const Instant until = shift_end(face, hours);
        const std::string label = format(words.until_time, {clock_words(face, until)});
        const std::string long_ = format(words.shift_hours, {hours});
        const bool now = run.on_shift && run.shift_until == until;
        if (radio_row(ui, Id("shift_hours", static_cast<std::uint64_t>(hours)), now, label, {},
                      long_)) {
            send(true, until);
        }
        separator(ui);
    }
    const bool open_end = run.on_shift && !run.shift_until.is_set();
    if (radio_row(ui, {"shift_open"}, open_end, words.shift_open)) send(true, Instant{});
    if (!run.on_shift) return;
    ui.space(12);
    if (button(ui, {"end_shift"}, {.kind = ButtonKind::outline, .label = words.end_shift})) {
        send(false, Instant{});
    }
}

}  // namespace louxia::screens
