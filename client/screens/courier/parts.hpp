#pragma once

#include "client/screens/leader/parts.hpp"
#include "client/screens/resident/parts.hpp"

/// Pieces of the courier's face.
namespace louxia::screens {

/// Reports where the courier is, at most once in five seconds, while the shift lasts.
void watch_position(const Face& face, bool on_shift);
/// The ways to hand over at a door, while they are shown.
void hand_over_sheet(const Face& face, const api::RunView& run);
/// That the stop's handing over waits for the net, or why its last step was refused; else nothing.
void step_news(const Face& face, const api::StopView& stop);
/// "上班中 · 到 19:00"
[[nodiscard]] std::string shift_words(const Face& face, const api::RunView& run);
/// How and until when, opened by keeping 1 under "shift"; ends a shift as well.
void shift_sheet(const Face& face, const api::RunView& run);
/// The plan around the run: way, numbered stops, hub and courier.
void run_map(const Face& face, const api::RunView& run, const ui::Rect& view);

}  // namespace louxia::screens
