#pragma once

#include "client/screens/face.hpp"
#include "client/screens/resident/parts.hpp"

/// Pieces of the courier's face.
namespace louxia::screens {

/// Reports where the courier is, at most once in five seconds, while the shift lasts.
void watch_position(const Face& face, bool on_shift);
/// The plan around the run: way, numbered stops, hub and courier.
void run_map(const Face& face, const api::RunView& run, const ui::Rect& view);

}  // namespace louxia::screens
