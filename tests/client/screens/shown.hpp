#pragma once

#include <functional>
#include <vector>

#include "client/platform/headless/headless_platform.hpp"
#include "client/screens/face.hpp"
#include "tests/client/model/worlds.hpp"

/// One face drawn from a state by the real kit on the headless platform, and what it sends. What it
/// sends is carried out on the state, as the shell does; what would go to the server is kept.
namespace louxia::screens::test {

using model::test::noon;

class Shown : public ui::App, public model::IntentSink {
public:
    Shown(model::State given, void (*draw)(const Face&), Viewport view = {})
        : state(std::move(given)), draw_(draw), hands(*this, view) {
        hands.platform().wall_utc_ms = noon.ms;
        hands.settle();
    }

    void frame(ui::Ui& ui) override {
        const bool english = state.language == model::Language::english;
        ui.set_english(english);
        const Instant now = state.server_now(ui.platform().utc_ms());
        draw_(Face{ui, state, *this, ui::catalog(english), now});
        std::vector<model::Intent> intents;
        intents.swap(waiting_);
        for (const model::Intent& intent : intents) {
            sent.push_back(intent);
            for (model::Effect& effect :
                 model::update(state, intent, Instant{ui.platform().utc_ms()})) {
                effects.push_back(std::move(effect));
            }
        }
        if (!intents.empty()) ui.wake();
    }
    void send(model::Intent intent) override {
        waiting_.push_back(std::move(intent));
        hands.platform().request_frame();
    }

    template <class I>
    const I* last_sent() const {
        for (auto one = sent.rbegin(); one != sent.rend(); ++one) {
            if (const I* found = std::get_if<I>(&*one)) return found;
        }
        return nullptr;
    }
    /// The server's answer to what was sent.
    template <class E>
    void answer(const typename E::Request& request, Result<typename E::Response> result) {
        (void)model::update(state, model::Answered<E>{request, std::move(result)}, noon);
        hands.platform().request_frame();
        hands.settle();
    }
    bool sees(std::string_view text) { return hands.sees(text); }
    bool tap(ui::Role role, std::string_view name) {
        const bool tapped = hands.tap(role, name);
        hands.settle();
        return tapped;
    }
    bool tap_button(std::string_view name) { return tap(ui::Role::button, name); }

    model::State state;
    std::vector<model::Intent> sent;
    model::Effects effects;

private:
    void (*draw_)(const Face&);
    std::vector<model::Intent> waiting_;

public:
    Headless hands;
};

/// Everything that acts on the page has a name and is drawn large enough to hit (the kit widens
/// what is drawn to 44 × 44).
void check_touch(Shown& shown);

}  // namespace louxia::screens::test
