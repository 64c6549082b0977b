#include "tests/client/screens/shown.hpp"

#include <doctest/doctest.h>

namespace louxia::screens::test {

void check_touch(Shown& shown) {
    for (const ui::Node& node : shown.hands.a11y().nodes()) {
        const bool acts = node.role == ui::Role::button || node.role == ui::Role::link ||
                          node.role == ui::Role::checkbox || node.role == ui::Role::radio;
        if (!acts) continue;
        CAPTURE(node.name);
        CHECK_FALSE(node.name.empty());
        CHECK(node.rect.h >= 20);
    }
}

}  // namespace louxia::screens::test
