#pragma once

#include <functional>
#include <utility>

#include "client/platform/headless/headless_platform.hpp"
#include "client/ui/widgets.hpp"

namespace louxia::ui::test {

// A screen made of one function.
class Screen : public App {
public:
    explicit Screen(std::function<void(Ui&)> draw) : draw_(std::move(draw)) {}
    void frame(Ui& ui) override { draw_(ui); }

private:
    std::function<void(Ui&)> draw_;
};

}  // namespace louxia::ui::test
