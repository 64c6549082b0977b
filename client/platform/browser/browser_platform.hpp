// The platform in a web page: see client/platform/platform.hpp. One per program.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/platform/engine.hpp"
#include "client/platform/glyphs.hpp"
#include "client/platform/platform.hpp"

namespace louxia {

class BrowserPlatform : public Platform {
public:
    void request_frame() override;
    double now_ms() const override;
    std::int64_t utc_ms() const override;
    TimerId set_timer(double delay_ms, std::function<void()> callback) override;
    void cancel_timer(TimerId timer) override;
    // Read once a frame (begin_frame) and when an event changed it.
    Viewport viewport() const override { return viewport_; }
    Preferences preferences() const override { return preferences_; }
    float scroll_y() const override { return scroll_; }
    void scroll_to(float y) override;
    void set_content_height(float height) override;
    void set_title(std::string_view title) override;
    void set_language(std::string_view language) override;
    void announce(std::string_view text) override;
    Picture picture(std::string_view url) override;
    std::string origin() const override;
    std::string route() const override;
    void push_route(std::string_view path) override;
    void replace_route(std::string_view path) override;
    void go_back() override;
    std::string page_attribute(std::string_view name) const override;
    std::string fragment() const override;
    void clear_fragment() override;
    void on_route(std::function<void(std::string_view, RouteCause)> callback) override;
    void push_layer() override;
    void pop_layer() override;
    int layers() const override;
    void on_layer_back(std::function<void()> callback) override {
        layer_back_ = std::move(callback);
    }
    void open_url(std::string_view url) override;
    RequestId fetch(HttpRequest request, std::function<void(HttpReply)> done) override;
    void cancel_fetch(RequestId request) override;
    StreamId open_stream(std::string_view url, const std::vector<std::string>& names,
                         StreamHandlers handlers) override;
    void close_stream(StreamId stream) override;
    bool online() const override;
    void on_online(std::function<void(bool)> callback) override { online_ = std::move(callback); }
    void on_visible(std::function<void(bool)> callback) override { visible_ = std::move(callback); }
    std::string storage_get(std::string_view key) const override;
    bool storage_set(std::string_view key, std::string_view value) override;
    void storage_remove(std::string_view key) override;
    std::string page_data(std::string_view id) const override;
    void random_bytes(std::uint8_t* out, std::size_t count) override;
    void copy_text(std::string_view text, std::function<void(bool)> done) override;
    void share(std::string_view title, std::string_view text, std::string_view url,
               std::function<void(bool)> done) override;
    void pick_file(PickKind kind, std::function<void(PickedFile)> picked) override;
    void capture(std::string_view name, float width, float height) override;
    std::string captured(std::string_view name) const override;
    void save_captured(std::string_view name, std::string_view file_name) override;
    void save_file(std::string_view name, std::string_view type, std::string_view bytes) override;
    WatchId watch_position(std::function<void(const Position&)> moved,
                           std::function<void()> refused) override;
    void stop_watching(WatchId watch) override;
    void keep_awake(bool on) override;
    void stand_unattended() override;
    void show_camera(float x, float y, float width, float height) override;
    CameraState camera() const override { return camera_; }

    // ---- events of the page
    // ------------------------------------------------------------------------------
    void read_page();  // size, theme, scroll
    void set_bottom(float bottom) { bottom_ = bottom; }
    void camera_changed(CameraState state);
    void fired(TimerId timer);
    void replied(RequestId request, HttpReply reply);
    void streamed(StreamId stream, int kind, std::string id, std::string name, std::string data);
    void routed(std::string path);
    void layer_backed();
    void picture_arrived(std::uint32_t request, int texture, int width, int height);
    void forget_pictures();  // after a context loss
    void finished(std::uint32_t id, bool ok);
    void file_picked(std::uint32_t id, PickedFile file);
    void moved(WatchId watch, const Position& position);
    void went_online(bool online);
    void became_visible(bool visible);

private:
    struct Shown {
        Picture picture;
        std::uint32_t request = 0;
        double used_ms = 0;
    };
    struct Watch {
        std::function<void(const Position&)> moved;
        std::function<void()> refused;
    };
    void drop_old_pictures();

    std::uint32_t next_id_ = 1;
    Viewport viewport_;
    Preferences preferences_;
    float scroll_ = 0, bottom_ = 0;
    CameraState camera_ = CameraState::absent;
    std::map<TimerId, std::function<void()>> timers_;
    std::map<RequestId, std::function<void(HttpReply)>> requests_;
    std::map<StreamId, StreamHandlers> streams_;
    std::map<WatchId, Watch> watches_;
    std::map<std::uint32_t, std::function<void(bool)>> dones_;
    std::map<std::uint32_t, std::function<void(PickedFile)>> picks_;
    std::map<std::string, Shown, std::less<>> pictures_;
    std::function<void(std::string_view, RouteCause)> route_;
    std::function<void()> layer_back_;
    std::function<void(bool)> online_, visible_;
};

class CanvasGlyphs : public GlyphSource {
public:
    void metrics(float px, bool bold, float& ascent, float& descent) override;
    float advance(char32_t code, float px, bool bold) override;
    void draw(char32_t code, float px, bool bold, GlyphInk& ink) override;
};

class WebSurface : public Surface {
public:
    explicit WebSurface(const Platform& platform) : platform_(platform) {}
    bool ready() override;
    std::uint64_t create_texture(int width, int height) override;
    void update_texture(std::uint64_t texture, int x, int y, int width, int height,
                        const std::uint8_t* pixels, int pitch) override;
    void destroy_texture(std::uint64_t texture) override;
    void draw(const ImDrawList& list, ui::Color clear) override;

private:
    const Platform& platform_;
    std::vector<std::int32_t> commands_;
    bool asked_ = false;  // the frame that uploaded the first glyphs has done enough
};

// Keeps the page's elements equal to the frame's nodes: sends only what is new, changed or gone.
class Mirror {
public:
    // `scale`: CSS pixels per logical one.
    void show(const std::vector<ui::Node>& nodes, float scale);

private:
    void send(const ui::Node& node) const;
    float scale_ = 1;
    std::vector<ui::Node> shown_;
    std::vector<std::uint32_t> order_;
};

}  // namespace louxia
