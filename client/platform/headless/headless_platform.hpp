// The platform without a browser, for native tests and benchmarks: a clock that stands until it is
// moved, a net that answers what the test says, everything recorded.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "client/platform/engine.hpp"
#include "client/platform/glyphs.hpp"
#include "client/platform/platform.hpp"

namespace louxia {

class HeadlessPlatform : public Platform {
public:
    // ---- what a test sets and reads
    // ----------------------------------------------------------------------
    Viewport view;
    Preferences wishes{false, true, "zh-CN", false, {}};  // reduced motion: animations end at once
    std::int64_t wall_utc_ms = 1'795'312'800'000;         // 2026-11-22 10:00 in Shanghai
    // Answers a fetch; it arrives at the next run(). Without one every fetch has no reply (status
    // 0).
    std::function<HttpReply(const HttpRequest&)> server;
    bool is_online = true;
    float scroll = 0;
    float content_height = 0;
    std::string title, document_language, copied, shared_text, opened_url, saved_file;
    std::vector<std::string> announced;
    std::vector<std::string> history{"/"};  // the last one is shown
    std::string hash;                       // fragment
    std::map<std::string, std::string> page_attributes;
    std::map<std::string, std::string> storage, captures;
    std::map<std::string, std::string> page_texts;
    std::vector<HttpRequest> requests;
    PickedFile next_file;
    std::vector<std::string> pictures_wanted;
    bool awake = false;
    bool unattended = false;
    bool camera_wanted = false;
    CameraState camera_state = CameraState::absent;

    // Moves both clocks and runs the timers that fall due, in order.
    void advance(double ms);
    // Delivers what waits (replies, picked files, route changes). True when anything did.
    bool run();
    bool frame_requested() const { return frame_requested_; }
    void take_frame_request() { frame_requested_ = false; }
    bool has_timers() const { return !timers_.empty(); }
    // The user's Back: closes a layer, else shows the page before.
    void press_back();
    // An event on the streams opened for that url.
    void send_event(std::string_view url, std::string_view id, std::string_view name,
                    std::string_view data);
    void break_streams(bool closed);
    std::vector<std::string> open_streams() const;
    void move_to(const Position& position);
    void set_online(bool online);

    // ---- Platform
    // ----------------------------------------------------------------------------------------
    void request_frame() override { frame_requested_ = true; }
    double now_ms() const override { return now_; }
    std::int64_t utc_ms() const override { return wall_utc_ms; }
    TimerId set_timer(double delay_ms, std::function<void()> callback) override;
    void cancel_timer(TimerId timer) override;
    Viewport viewport() const override { return view; }
    Preferences preferences() const override { return wishes; }
    float scroll_y() const override { return scroll; }
    void scroll_to(float y) override;
    void set_content_height(float height) override;
    void set_title(std::string_view text) override { title = text; }
    void set_language(std::string_view language) override { document_language = language; }
    void announce(std::string_view text) override { announced.emplace_back(text); }
    Picture picture(std::string_view url) override;
    std::string route() const override { return history.back(); }
    std::string origin() const override { return "http://localhost"; }
    void push_route(std::string_view path) override;
    void replace_route(std::string_view path) override;
    void go_back() override { press_back(); }
    std::string page_attribute(std::string_view name) const override {
        const auto found = page_attributes.find(std::string(name));
        return found == page_attributes.end() ? std::string() : found->second;
    }
    std::string fragment() const override { return hash; }
    void clear_fragment() override { hash.clear(); }
    void on_route(std::function<void(std::string_view, RouteCause)> callback) override;
    void push_layer() override { ++layers_; }
    void pop_layer() override { layers_ = std::max(0, layers_ - 1); }
    int layers() const override { return layers_; }
    void on_layer_back(std::function<void()> callback) override {
        layer_back_ = std::move(callback);
    }
    void open_url(std::string_view url) override { opened_url = url; }
    RequestId fetch(HttpRequest request, std::function<void(HttpReply)> done) override;
    void cancel_fetch(RequestId request) override { cancelled_.insert(request); }
    StreamId open_stream(std::string_view url, const std::vector<std::string>& names,
                         StreamHandlers handlers) override;
    void close_stream(StreamId stream) override { streams_.erase(stream); }
    bool online() const override { return is_online; }
    void on_online(std::function<void(bool)> callback) override { online_ = std::move(callback); }
    void on_visible(std::function<void(bool)> callback) override { visible_ = std::move(callback); }
    std::string storage_get(std::string_view key) const override;
    bool storage_set(std::string_view key, std::string_view value) override;
    void storage_remove(std::string_view key) override { storage.erase(std::string(key)); }
    std::string page_data(std::string_view id) const override;
    void random_bytes(std::uint8_t* out, std::size_t count) override;
    void copy_text(std::string_view text, std::function<void(bool)> done) override;
    void share(std::string_view share_title, std::string_view text, std::string_view url,
               std::function<void(bool)> done) override;
    void pick_file(PickKind kind, std::function<void(PickedFile)> picked) override;
    void capture(std::string_view name, float, float) override {
        captures[std::string(name)] = "blob:" + std::string(name);
    }
    std::string captured(std::string_view name) const override {
        const auto found = captures.find(std::string(name));
        return found == captures.end() ? std::string() : found->second;
    }
    void save_captured(std::string_view, std::string_view file_name) override {
        saved_file = file_name;
    }
    void save_file(std::string_view name, std::string_view type, std::string_view bytes) override;
    WatchId watch_position(std::function<void(const Position&)> moved,
                           std::function<void()> refused) override;
    void stop_watching(WatchId watch) override { watches_.erase(watch); }
    void keep_awake(bool on) override { awake = on; }
    void stand_unattended() override { unattended = true; }
    void show_camera(float, float, float width, float) override { camera_wanted = width > 0; }
    CameraState camera() const override { return camera_state; }

private:
    struct Timer {
        double at;
        std::function<void()> callback;
    };
    struct Stream {
        std::string url;
        StreamHandlers handlers;
    };
    void later(std::function<void()> what) { waiting_.push_back(std::move(what)); }

    double now_ = 1000;
    bool frame_requested_ = true;
    std::uint32_t next_id_ = 1;
    std::map<TimerId, Timer> timers_;
    std::map<StreamId, Stream> streams_;
    std::map<WatchId, std::function<void(const Position&)>> watches_;
    std::set<RequestId> cancelled_;
    std::vector<std::function<void()>> waiting_;
    std::function<void(std::string_view, RouteCause)> route_;
    std::function<void()> layer_back_;
    std::function<void(bool)> online_, visible_;
    int layers_ = 0;
    std::uint64_t random_ = 0x9E3779B97F4A7C15u;
};

// Every full-width character an em wide, digits 0.55, capitals 0.65, others 0.5; ink is a plain
// box.
class PlainGlyphs : public GlyphSource {
public:
    void metrics(float px, bool bold, float& ascent, float& descent) override;
    float advance(char32_t code, float px, bool bold) override;
    void draw(char32_t code, float px, bool bold, GlyphInk& ink) override;
};

// Counts what would be drawn.
class CountingSurface : public Surface {
public:
    std::uint64_t create_texture(int width, int height) override;
    void update_texture(std::uint64_t, int, int, int, int, const std::uint8_t*, int) override;
    void destroy_texture(std::uint64_t texture) override { textures.erase(texture); }
    void draw(const ImDrawList& list, ui::Color clear) override;

    std::set<std::uint64_t> textures;
    int vertices = 0, triangles = 0, commands = 0, uploads = 0;

private:
    std::uint64_t next_ = 1;
};

// A whole client in one process: an app, its platform, and a user's hands.
//   Headless shown(app); shown.settle(); shown.tap({"pay"});
class Headless {
public:
    explicit Headless(ui::App& app, Viewport view = {});
    // For an app that needs the platform when it is made: pass the platform first made by the
    // caller.
    Headless(HeadlessPlatform& platform, ui::App& app);

    HeadlessPlatform& platform() { return *platform_; }
    ui::Ui& ui() { return engine_->ui(); }
    const ui::A11y& a11y() { return engine_->ui().a11y(); }
    CountingSurface& surface() { return surface_; }
    Engine& engine() { return *engine_; }

    // Draws frames and delivers what waits until nothing asks for a frame; at most `frames_max`.
    // Returns the number of frames drawn.
    int settle(int frames_max = 200);
    void frame() { draw(); }
    // Moves the clock and settles.
    void advance(double ms);
    // An inner scroller (a sheet, a row of chips) is moved so far that the node is seen.
    void scroll_into_view(ui::Id id);
    // A finger on the middle of the node with that id; false when it is not there or something
    // covers it.
    bool tap(ui::Id id);
    bool tap(ui::Role role, std::string_view name_part);
    void tap_at(ui::Vec2 at);
    // Types into a text field as a person would; then Enter when `submit`.
    bool type(ui::Id id, std::string_view text, bool submit = false);
    bool type_into(std::string_view field_name_part, std::string_view text, bool submit = false);
    void scroll_to(float y);
    bool sees(std::string_view text) { return a11y().all_text().find(text) != std::string::npos; }

private:
    void draw();

    std::unique_ptr<HeadlessPlatform> own_platform_;
    HeadlessPlatform* platform_;
    ui::App& app_;
    TimerId wake_timer_ = 0;
    PlainGlyphs glyphs_;
    CountingSurface surface_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace louxia
