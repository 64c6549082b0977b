#include "client/platform/browser/browser_platform.hpp"

#include <algorithm>

#include "client/platform/browser/bridge.hpp"

namespace louxia {

namespace {

// Both bounds on what pictures may take of the phone's memory.
constexpr std::size_t pictures_max = 120;
constexpr std::int64_t picture_bytes_max = std::int64_t{64} << 20;

// For calls that want a final zero.
class Text {
public:
    explicit Text(std::string_view text) : copy_(text) {}
    operator const char*() const { return copy_.c_str(); }  // NOLINT: only used as an argument

private:
    std::string copy_;
};

}  // namespace

void BrowserPlatform::request_frame() {
    lx_request_frame();
}
double BrowserPlatform::now_ms() const {
    return lx_now();
}
std::int64_t BrowserPlatform::utc_ms() const {
    return static_cast<std::int64_t>(lx_utc());
}

void BrowserPlatform::read_page() {
    float v[9];
    lx_viewport(v);
    const float k = v[8];
    viewport_ = {v[0] / k, v[1] / k, v[2] * k, v[3] / k, v[4] / k, v[5] / k, v[6] / k, v[7] / k, k};
    preferences_.dark = lx_dark() != 0;
    preferences_.reduced_motion = lx_reduced_motion() != 0;
    preferences_.forced_colors = lx_forced_colors(preferences_.system_colors.data()) != 0;
    if (preferences_.language.empty()) preferences_.language = taken(lx_language());
    scroll_ = std::max(0.f, lx_scroll_y() / k);
}

TimerId BrowserPlatform::set_timer(double delay_ms, std::function<void()> callback) {
    const TimerId id = next_id_++;
    timers_[id] = std::move(callback);
    lx_set_timer(id, delay_ms);
    return id;
}

void BrowserPlatform::cancel_timer(TimerId timer) {
    if (timers_.erase(timer) > 0) lx_cancel_timer(timer);
}

void BrowserPlatform::fired(TimerId timer) {
    const auto it = timers_.find(timer);
    if (it == timers_.end()) return;
    const std::function<void()> callback = std::move(it->second);
    timers_.erase(it);
    callback();
    request_frame();
}

void BrowserPlatform::scroll_to(float y) {
    lx_scroll_to(y * viewport_.text_scale);
    request_frame();
}

void BrowserPlatform::set_content_height(float height) {
    const float k = viewport_.text_scale;
    lx_set_content_height(height * k, bottom_ * k);
}
void BrowserPlatform::set_title(std::string_view title) {
    lx_set_title(Text(title));
}
void BrowserPlatform::announce(std::string_view text) {
    lx_announce(Text(text));
}

void BrowserPlatform::set_language(std::string_view language) {
    preferences_.language = language;
    lx_set_language(Text(language));
}

// ---- pictures
// ------------------------------------------------------------------------------------

Picture BrowserPlatform::picture(std::string_view url) {
    const auto it = pictures_.find(url);
    if (it != pictures_.end()) {
        it->second.used_ms = now_ms();
        return it->second.picture;
    }
    const std::uint32_t request = next_id_++;
    pictures_.emplace(std::string(url), Shown{{}, request, now_ms()});
    lx_picture(request, Text(url));
    return {};
}

void BrowserPlatform::picture_arrived(std::uint32_t request, int texture, int width, int height) {
    const auto it = std::find_if(pictures_.begin(), pictures_.end(), [request](const auto& entry) {
        return entry.second.request == request;
    });
    if (it == pictures_.end()) {
        if (texture != 0) lx_texture_drop(texture);
        return;
    }
    it->second.picture = {static_cast<std::uint64_t>(texture), width, height, texture == 0};
    drop_old_pictures();
    request_frame();
}

void BrowserPlatform::drop_old_pictures() {
    const auto bytes = [this] {
        std::int64_t sum = 0;
        for (const auto& [url, shown] : pictures_) {
            sum += std::int64_t{5} * shown.picture.width * shown.picture.height;
        }
        return sum;
    };
    while (pictures_.size() > pictures_max || bytes() > picture_bytes_max) {
        const auto oldest = std::min_element(
            pictures_.begin(), pictures_.end(),
            [](const auto& a, const auto& b) { return a.second.used_ms < b.second.used_ms; });
        // What the last second's frames showed stays, however much it is.
        if (oldest == pictures_.end() || now_ms() - oldest->second.used_ms < 1000) return;
        if (oldest->second.picture.texture != 0) {
            lx_texture_drop(static_cast<int>(oldest->second.picture.texture));
        }
        pictures_.erase(oldest);
    }
}

void BrowserPlatform::forget_pictures() {
    pictures_.clear();
}

// ---- routes
// --------------------------------------------------------------------------------------

std::string BrowserPlatform::origin() const {
    return taken(lx_origin());
}
std::string BrowserPlatform::route() const {
    return taken(lx_route());
}

void BrowserPlatform::push_route(std::string_view path) {
    lx_push_route(Text(path));
    request_frame();
}

void BrowserPlatform::replace_route(std::string_view path) {
    lx_replace_route(Text(path));
    request_frame();
}

void BrowserPlatform::go_back() {
    if (lx_go_back() != 0) return;
    // Opened by a link from outside: there is nothing behind, so home is.
    lx_replace_route("/");
    set_timer(0, [this] { routed("/"); });
}

std::string BrowserPlatform::page_attribute(std::string_view name) const {
    return taken(lx_page_attribute(Text(name)));
}
std::string BrowserPlatform::fragment() const {
    return taken(lx_fragment());
}
void BrowserPlatform::clear_fragment() {
    lx_clear_fragment();
}

void BrowserPlatform::on_route(std::function<void(std::string_view, RouteCause)> callback) {
    route_ = std::move(callback);
    set_timer(0, [this] { route_(route(), RouteCause::start); });
}

void BrowserPlatform::routed(std::string path) {
    if (route_) route_(path, RouteCause::back);
    request_frame();
}

void BrowserPlatform::push_layer() {
    lx_push_layer();
}
void BrowserPlatform::pop_layer() {
    lx_pop_layer();
}
int BrowserPlatform::layers() const {
    return lx_layers();
}

void BrowserPlatform::layer_backed() {
    if (layer_back_) layer_back_();
    request_frame();
}

void BrowserPlatform::open_url(std::string_view url) {
    lx_open_url(Text(url));
}

// ---- the net
// -------------------------------------------------------------------------------------

RequestId BrowserPlatform::fetch(HttpRequest request, std::function<void(HttpReply)> done) {
    const RequestId id = next_id_++;
    requests_[id] = std::move(done);
    std::string headers;
    for (const HttpHeader& header : request.headers) {
        headers += header.name;
        headers += ':';
        headers += header.value;
        headers += '\n';
    }
    lx_fetch(id, request.method.c_str(), request.url.c_str(), headers.c_str(), request.body.data(),
             request.body.size(), request.timeout_ms);
    return id;
}

void BrowserPlatform::cancel_fetch(RequestId request) {
    if (requests_.erase(request) > 0) lx_cancel_fetch(request);
}

void BrowserPlatform::replied(RequestId request, HttpReply reply) {
    const auto it = requests_.find(request);
    if (it == requests_.end()) return;
    const std::function<void(HttpReply)> done = std::move(it->second);
    requests_.erase(it);
    done(std::move(reply));
    request_frame();
}

StreamId BrowserPlatform::open_stream(std::string_view url, const std::vector<std::string>& names,
                                      StreamHandlers handlers) {
    const StreamId id = next_id_++;
    streams_[id] = std::move(handlers);
    std::string all;
    for (const std::string& name : names)
        all += name + '\n';
    lx_open_stream(id, Text(url), all.c_str());
    return id;
}

void BrowserPlatform::close_stream(StreamId stream) {
    if (streams_.erase(stream) > 0) lx_close_stream(stream);
}

void BrowserPlatform::streamed(StreamId stream, int kind, std::string id, std::string name,
                               std::string data) {
    const auto it = streams_.find(stream);
    if (it == streams_.end()) return;
    const StreamHandlers handlers = it->second;
    if (kind == 0 && handlers.on_open) handlers.on_open();
    if (kind == 1 && handlers.on_event) handlers.on_event(id, name, data);
    if (kind >= 2 && handlers.on_error) handlers.on_error(kind == 3);
    request_frame();
}

bool BrowserPlatform::online() const {
    return lx_is_online() != 0;
}

void BrowserPlatform::went_online(bool now_online) {
    if (online_) online_(now_online);
    request_frame();
}

void BrowserPlatform::became_visible(bool now_visible) {
    if (visible_) visible_(now_visible);
    request_frame();
}

// ---- kept on the device, and the device
// ------------------------------------------------------------

std::string BrowserPlatform::storage_get(std::string_view key) const {
    return taken(lx_storage_get(Text(key)));
}

bool BrowserPlatform::storage_set(std::string_view key, std::string_view value) {
    return lx_storage_set(Text(key), Text(value)) != 0;
}

void BrowserPlatform::storage_remove(std::string_view key) {
    lx_storage_remove(Text(key));
}
std::string BrowserPlatform::page_data(std::string_view id) const {
    return taken(lx_page_data(Text(id)));
}
void BrowserPlatform::random_bytes(std::uint8_t* out, std::size_t count) {
    lx_random(out, count);
}

void BrowserPlatform::copy_text(std::string_view text, std::function<void(bool)> done) {
    const std::uint32_t id = next_id_++;
    if (done) dones_[id] = std::move(done);
    lx_copy(id, Text(text));
}

void BrowserPlatform::share(std::string_view title, std::string_view text, std::string_view url,
                            std::function<void(bool)> done) {
    const std::uint32_t id = next_id_++;
    if (done) dones_[id] = std::move(done);
    lx_share(id, Text(title), Text(text), Text(url));
}

void BrowserPlatform::finished(std::uint32_t id, bool ok) {
    const auto it = dones_.find(id);
    if (it == dones_.end()) return;
    const std::function<void(bool)> done = std::move(it->second);
    dones_.erase(it);
    done(ok);
    request_frame();
}

void BrowserPlatform::pick_file(PickKind kind, std::function<void(PickedFile)> picked) {
    const std::uint32_t id = next_id_++;
    picks_[id] = std::move(picked);
    lx_pick_file(id, static_cast<int>(kind));
}

void BrowserPlatform::file_picked(std::uint32_t id, PickedFile file) {
    const auto it = picks_.find(id);
    if (it == picks_.end()) return;
    const std::function<void(PickedFile)> picked = std::move(it->second);
    picks_.erase(it);
    picked(std::move(file));
    request_frame();
}

void BrowserPlatform::capture(std::string_view name, float width, float height) {
    const float k = viewport_.text_scale;
    lx_capture(Text(name), width * k, height * k);
}

std::string BrowserPlatform::captured(std::string_view name) const {
    return taken(lx_captured(Text(name)));
}

void BrowserPlatform::save_captured(std::string_view name, std::string_view file_name) {
    lx_save_captured(Text(name), Text(file_name));
}

void BrowserPlatform::save_file(std::string_view name, std::string_view type,
                                std::string_view bytes) {
    lx_save_file(Text(name), Text(type), bytes.data(), bytes.size());
}

WatchId BrowserPlatform::watch_position(std::function<void(const Position&)> on_move,
                                        std::function<void()> refused) {
    const WatchId id = next_id_++;
    watches_[id] = {std::move(on_move), std::move(refused)};
    lx_watch_position(id);
    return id;
}

void BrowserPlatform::stop_watching(WatchId watch) {
    if (watches_.erase(watch) > 0) lx_stop_watching(watch);
}

void BrowserPlatform::moved(WatchId watch, const Position& position) {
    const auto it = watches_.find(watch);
    if (it == watches_.end()) return;
    const Watch known = it->second;
    if (position.accuracy_m < 0) {
        watches_.erase(it);
        if (known.refused) known.refused();
    } else {
        known.moved(position);
    }
    request_frame();
}

void BrowserPlatform::keep_awake(bool on) {
    lx_keep_awake(on ? 1 : 0);
}
void BrowserPlatform::stand_unattended() {
    lx_stand_unattended();
}

void BrowserPlatform::show_camera(float x, float y, float width, float height) {
    lx_show_camera(x, y, width, height);
}

void BrowserPlatform::camera_changed(CameraState state) {
    camera_ = state;
    request_frame();
}

}  // namespace louxia
