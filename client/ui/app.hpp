// What the frame loop runs: the whole client behind three calls. client/screens defines
// `create_app`; the browser's main and the headless harness call it.
#pragma once

#include <memory>

namespace louxia {
class Platform;
}

namespace louxia::ui {

class Ui;

class App {
public:
    App() = default;
    App(const App&) = delete;
    App& operator=(const App&) = delete;
    virtual ~App() = default;

    // Draws the whole page. Called once a frame, only when one was requested.
    virtual void frame(Ui& ui) = 0;
    // False while there is nothing worth showing instead of the server's page (the first state is
    // still on its way); the takeover waits. Frames are drawn meanwhile, unseen.
    virtual bool ready() const { return true; }
};

}  // namespace louxia::ui

namespace louxia {

// Defined once per program, in client/screens. The platform outlives the app.
std::unique_ptr<ui::App> create_app(Platform& platform);

}  // namespace louxia
