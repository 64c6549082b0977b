// The wasm program: starts the page's platform, the engine and the app, and hands the page's events
// on.
#include <emscripten.h>

#include <memory>

#include "client/platform/browser/bridge.hpp"
#include "client/platform/browser/browser_platform.hpp"
#include "client/ui/app.hpp"

namespace louxia {

namespace {

struct Program {
    BrowserPlatform platform;
    CanvasGlyphs glyphs;
    WebSurface surface{platform};
    std::unique_ptr<Engine> engine;
    std::unique_ptr<ui::App> app;
    Mirror mirror;
    TimerId wake_timer = 0;
    bool heard = false;  // the mirror is there
};

Program* program = nullptr;

ui::Ui& shown_ui() {
    return program->engine->ui();
}

// CSS pixels per logical one.
float text_scale() {
    return program->platform.viewport().text_scale;
}

ui::Id id_of(std::uint32_t value) {
    ui::Id id;
    id.value = value;
    return id;
}

// The frame the widgets asked for at a later time.
void set_wake_timer() {
    program->platform.cancel_timer(program->wake_timer);
    const double at = shown_ui().next_wake_ms();
    program->wake_timer = 0;
    if (at < 0) return;
    program->wake_timer = program->platform.set_timer(at - program->platform.now_ms(),
                                                      [] { program->wake_timer = 0; });
}

}  // namespace

}  // namespace louxia

using louxia::program;
using louxia::taken;

extern "C" {

EMSCRIPTEN_KEEPALIVE void* lx_alloc(std::size_t size) {
    return std::malloc(size);
}

// Returns 1 once the canvas may be shown: the app has something to show and every glyph of it is
// there.
EMSCRIPTEN_KEEPALIVE int lx_on_frame() {
    program->platform.read_page();
    program->platform.set_bottom(louxia::shown_ui().reserved_bottom());
    const bool ready = program->engine->frame(*program->app);
    const bool heard = program->heard;
    program->heard = heard || ready;
    if (program->heard)
        program->mirror.show(louxia::shown_ui().a11y().nodes(), louxia::text_scale());
    // What readers hear is laid out in one frame, and shown in the next.
    if (ready && !heard) program->platform.request_frame();
    louxia::set_wake_timer();
    const louxia::ui::Id wanted = louxia::shown_ui().take_wanted_focus();
    if (wanted) lx_focus_node(wanted.value);
    return ready && heard ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE double lx_frame_ms() {
    return program->engine->last_frame_ms();
}
// What the last frame had to cut with "…", one text a line.
EMSCRIPTEN_KEEPALIVE const char* lx_cut() {
    return louxia::shown_ui().cut().c_str();
}
EMSCRIPTEN_KEEPALIVE void lx_on_change() {
    program->platform.request_frame();
}

EMSCRIPTEN_KEEPALIVE int lx_on_pointer(int kind, float x, float y, int touch) {
    const float k = louxia::text_scale();
    return louxia::shown_ui().pointer(
        {static_cast<louxia::ui::PointerKind>(kind), {x / k, y / k}, touch != 0});
}

EMSCRIPTEN_KEEPALIVE void lx_on_scrolled(std::uint32_t id, float x, float y) {
    const float k = louxia::text_scale();
    louxia::shown_ui().scrolled(louxia::id_of(id), {x / k, y / k});
}

EMSCRIPTEN_KEEPALIVE void lx_on_activate(std::uint32_t id) {
    louxia::shown_ui().activate(louxia::id_of(id));
}

EMSCRIPTEN_KEEPALIVE void lx_on_focus(std::uint32_t id, int visible) {
    louxia::shown_ui().focus(louxia::id_of(id), visible != 0);
}

EMSCRIPTEN_KEEPALIVE void lx_on_escape() {
    louxia::shown_ui().escape();
}

EMSCRIPTEN_KEEPALIVE void lx_on_character(int code) {
    louxia::shown_ui().character(static_cast<char>(code));
}

EMSCRIPTEN_KEEPALIVE void lx_on_scan(char* text) {
    louxia::shown_ui().scanned(taken(text));
}
EMSCRIPTEN_KEEPALIVE void lx_on_camera(int state) {
    program->platform.camera_changed(static_cast<louxia::CameraState>(state));
}

EMSCRIPTEN_KEEPALIVE void lx_on_field(std::uint32_t id, char* value, int composing) {
    louxia::shown_ui().field_input(louxia::id_of(id), taken(value), composing != 0);
}

EMSCRIPTEN_KEEPALIVE void lx_on_field_submit(std::uint32_t id) {
    louxia::shown_ui().field_submit(louxia::id_of(id));
}

EMSCRIPTEN_KEEPALIVE void lx_on_field_focus(std::uint32_t id, int focused) {
    louxia::shown_ui().field_focus(louxia::id_of(id), focused != 0);
}

EMSCRIPTEN_KEEPALIVE void lx_on_timer(std::uint32_t id) {
    program->platform.fired(id);
}

EMSCRIPTEN_KEEPALIVE void lx_on_fetch(std::uint32_t id, int status, char* headers, void* body,
                                      std::size_t size) {
    louxia::HttpReply reply;
    reply.status = status;
    reply.body = taken(body, size);
    const std::string lines = taken(headers);
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = lines.find('\n', at);
        const std::size_t colon = lines.find(':', at);
        if (end == std::string::npos || colon == std::string::npos) break;
        reply.headers.push_back(
            {lines.substr(at, colon - at), lines.substr(colon + 1, end - colon - 1)});
        at = end + 1;
    }
    program->platform.replied(id, std::move(reply));
}

EMSCRIPTEN_KEEPALIVE void lx_on_stream(std::uint32_t id, int kind, char* event_id, char* name,
                                       char* data) {
    program->platform.streamed(id, kind, taken(event_id), taken(name), taken(data));
}

EMSCRIPTEN_KEEPALIVE void lx_on_route(char* path, int) {
    program->platform.routed(taken(path));
}
EMSCRIPTEN_KEEPALIVE void lx_on_layer_back() {
    program->platform.layer_backed();
}

EMSCRIPTEN_KEEPALIVE void lx_on_picture(std::uint32_t request, int texture, int width, int height) {
    program->platform.picture_arrived(request, texture, width, height);
}

EMSCRIPTEN_KEEPALIVE void lx_on_restored() {
    program->platform.forget_pictures();
    program->engine->restore_textures();
}

EMSCRIPTEN_KEEPALIVE void lx_on_done(std::uint32_t id, int ok) {
    program->platform.finished(id, ok != 0);
}

EMSCRIPTEN_KEEPALIVE void lx_on_file(std::uint32_t id, char* name, char* type, void* bytes,
                                     std::size_t size) {
    program->platform.file_picked(id, {taken(name), taken(type), taken(bytes, size)});
}

EMSCRIPTEN_KEEPALIVE void lx_on_position(std::uint32_t id, double latitude, double longitude,
                                         double accuracy, double time) {
    program->platform.moved(id, {latitude, longitude, accuracy, static_cast<std::int64_t>(time)});
}

EMSCRIPTEN_KEEPALIVE void lx_on_online(int online) {
    program->platform.went_online(online != 0);
}
EMSCRIPTEN_KEEPALIVE void lx_on_visible(int visible) {
    program->platform.became_visible(visible != 0);
}
}

int main() {
    // Never freed: it lives as long as the page.
    program = new louxia::Program;
    lx_boot();
    program->platform.read_page();
    program->engine =
        std::make_unique<louxia::Engine>(program->platform, program->glyphs, program->surface);
    program->app = louxia::create_app(program->platform);
    program->platform.request_frame();
    return 0;
}
