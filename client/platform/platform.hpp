// What the client asks of the machine it runs on. Two implementations: client/platform/browser
// (wasm, a web page) and client/platform/headless (native, a fake clock, everything recorded; for
// tests and benchmarks).
//
// Everything runs on one thread. A callback is never called from inside the call that was given it:
// it comes later, between frames, and a frame is requested after it, so that callers need not ask
// for one. Times: `double` milliseconds of a monotonic clock for animation, `int64_t` UTC
// milliseconds for dates. Lengths: logical pixels, each `Viewport::text_scale` CSS pixels.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace louxia {

struct Viewport {
    float width = 390;   // logical pixels
    float height = 844;  // visible height without the browser's own bars
    float dpr = 1;       // device pixels per logical pixel; those per CSS pixel are capped at 3
    float safe_top = 0, safe_right = 0, safe_bottom = 0, safe_left = 0;
    float keyboard = 0;  // height covered by an on-screen keyboard, 0 when it is closed
    // How much larger the user wants text, 1 to 2: the browser's font size by the usual 16 px. The
    // whole surface is laid out that much larger, so that a logical pixel is so many CSS pixels.
    float text_scale = 1;
};

// The system's colours under forced colours (Windows' contrast themes), as 0xRRGGBBAA.
enum class SystemColor : std::uint8_t {
    canvas,
    canvas_text,
    link_text,
    button_face,
    button_text,
    highlight,
    highlight_text,
    gray_text,
};
inline constexpr std::size_t system_color_count = 8;

struct Preferences {
    bool dark = false;
    bool reduced_motion = false;
    std::string language;        // BCP 47 of the page, else of the browser: "zh-CN", "en"
    bool forced_colors = false;  // only `system_colors` may be used
    std::array<std::uint32_t, system_color_count> system_colors{};
};

struct HttpHeader {
    std::string name;  // lower case in replies
    std::string value;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url = {};  // a path of the same origin
    std::vector<HttpHeader> headers = {};
    std::string body = {};  // bytes
    int timeout_ms = 15000;
};

struct HttpReply {
    int status = 0;  // 0: no reply (offline, refused, timed out)
    std::vector<HttpHeader> headers;
    std::string body;  // bytes
    // The value of a header by lower-case name, empty when absent.
    std::string_view header(std::string_view name) const {
        for (const HttpHeader& h : headers) {
            if (h.name == name) return h.value;
        }
        return {};
    }
};

// A Server-Sent Events stream. The browser reconnects by itself with Last-Event-ID; on_error(closed
// = true) means that it gave up and must be opened anew.
struct StreamHandlers {
    std::function<void()> on_open;
    std::function<void(std::string_view id, std::string_view name, std::string_view data)> on_event;
    std::function<void(bool closed)> on_error;
};

struct Position {
    double latitude = 0;   // WGS 84 degrees
    double longitude = 0;  // WGS 84 degrees
    double accuracy_m = 0;
    std::int64_t utc_ms = 0;
};

struct PickedFile {
    std::string name;
    std::string type;  // MIME type of `bytes`
    std::string
        bytes;  // pictures are downscaled to at most 1600 px on the long side, as JPEG or WebP
};

enum class PickKind { image, camera, any_file };

// A picture as a texture. `texture` is 0 until it was decoded; ask again every frame while drawing
// it.
struct Picture {
    std::uint64_t texture = 0;
    int width = 0;  // pixels
    int height = 0;
    bool failed = false;
};

using TimerId = std::uint32_t;
using RequestId = std::uint32_t;
using StreamId = std::uint32_t;
using WatchId = std::uint32_t;

// The camera that reads codes: none there, there and closed, open, refused by the browser, or
// closed and allowed beforehand.
enum class CameraState { absent, closed, open, refused, allowed };

// Why the shown route changed: `start` once at the beginning, `back` when the user went back or
// forth.
enum class RouteCause { start, back };

class Platform {
public:
    Platform() = default;
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;
    virtual ~Platform() = default;

    // Frames. One frame is drawn per request, whoever asked and how often; none while nobody asks.
    virtual void request_frame() = 0;
    virtual double now_ms() const = 0;        // monotonic
    virtual std::int64_t utc_ms() const = 0;  // the device's wall clock; may be wrong
    virtual TimerId set_timer(double delay_ms, std::function<void()> callback) = 0;
    virtual void cancel_timer(TimerId timer) = 0;

    // The surface.
    virtual Viewport viewport() const = 0;
    virtual Preferences preferences() const = 0;
    virtual float scroll_y() const = 0;
    virtual void scroll_to(float y) = 0;
    virtual void set_content_height(float height) = 0;  // of the whole document
    virtual void set_title(std::string_view title) = 0;
    virtual void set_language(std::string_view language) = 0;  // of the document, for readers
    virtual void announce(std::string_view text) = 0;          // polite live region
    virtual Picture picture(std::string_view url) = 0;

    // Routes: path with query, without origin. A layer is a state above the route (a sheet) that
    // Back removes.
    virtual std::string route() const = 0;
    // What the page was served with as data-NAME of its root element; empty: nothing.
    virtual std::string page_attribute(std::string_view name) const = 0;
    virtual std::string origin() const = 0;  // "https://host", for links that are given away
    virtual void push_route(std::string_view path) = 0;  // replaces open layers, so Back skips them
    virtual void replace_route(std::string_view path) = 0;
    virtual void go_back() = 0;
    virtual std::string fragment() const = 0;  // after '#', without it; for invitation secrets
    virtual void clear_fragment() = 0;
    virtual void on_route(
        std::function<void(std::string_view path, RouteCause cause)> callback) = 0;
    virtual void push_layer() = 0;
    virtual void pop_layer() = 0;  // the layer's own closing; does not call on_layer_back
    virtual int layers() const = 0;
    virtual void on_layer_back(std::function<void()> callback) = 0;
    virtual void open_url(
        std::string_view url) = 0;  // another page: tel:, https:, or a full load of a path

    // The net.
    virtual RequestId fetch(HttpRequest request, std::function<void(HttpReply)> done) = 0;
    virtual void cancel_fetch(RequestId request) = 0;
    // `names`: the event names to hear besides "message".
    virtual StreamId open_stream(std::string_view url, const std::vector<std::string>& names,
                                 StreamHandlers handlers) = 0;
    virtual void close_stream(StreamId stream) = 0;
    virtual bool online() const = 0;
    virtual void on_online(std::function<void(bool online)> callback) = 0;
    virtual void on_visible(std::function<void(bool visible)> callback) = 0;

    // Kept on the device: small values by key. An absent key reads as empty.
    virtual std::string storage_get(std::string_view key) const = 0;
    virtual bool storage_set(std::string_view key,
                             std::string_view value) = 0;  // false: full or refused
    virtual void storage_remove(std::string_view key) = 0;
    // Text of the page's <script type="application/json" id=ID>, empty when absent.
    virtual std::string page_data(std::string_view id) const = 0;
    // Bytes from the browser's cryptographic source.
    virtual void random_bytes(std::uint8_t* out, std::size_t count) = 0;

    // The device.
    virtual void copy_text(std::string_view text, std::function<void(bool copied)> done) = 0;
    // Opens the share panel; done(false) when there is none or it was closed.
    virtual void share(std::string_view title, std::string_view text, std::string_view url,
                       std::function<void(bool shared)> done) = 0;
    virtual void pick_file(PickKind kind, std::function<void(PickedFile)> picked) = 0;
    // Keeps the upper left part of what this frame shows as a picture under `name`, and draws the
    // next frame before anybody sees this one. `captured`: its address, empty until it is there.
    virtual void capture(std::string_view name, float width, float height) = 0;
    virtual std::string captured(std::string_view name) const = 0;
    virtual void save_captured(std::string_view name, std::string_view file_name) = 0;
    virtual void save_file(std::string_view name, std::string_view type,
                           std::string_view bytes) = 0;
    virtual WatchId watch_position(std::function<void(const Position&)> moved,
                                   std::function<void()> refused) = 0;
    virtual void stop_watching(WatchId watch) = 0;
    virtual void keep_awake(bool on) = 0;  // screen stays bright, where the device can

    // A screen that stands by itself, with nobody to help it: the page begins anew when it broke,
    // and what a scanner types, or the camera reads, comes to Ui::scanned(). May be asked for in
    // every frame, and stays for as long as the page.
    virtual void stand_unattended() = 0;
    // Its picture lies over that place, or is closed: width 0. To be said in every frame.
    virtual void show_camera(float x, float y, float width, float height) = 0;
    virtual CameraState camera() const = 0;
};

}  // namespace louxia
