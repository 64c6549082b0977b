// Every part of the kit on a few pages, for looking at it and for tests. Not shipped.
#pragma once

#include <memory>

#include "client/platform/platform.hpp"
#include "client/ui/app.hpp"

namespace louxia {

// Pages by path: /home (the look's home page), /kit (the sheet of tokens), /states, /track, /keys,
// /list (440 rows).
std::unique_ptr<ui::App> make_gallery(Platform& platform);

}  // namespace louxia
