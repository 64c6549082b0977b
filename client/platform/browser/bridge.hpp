// What the page's JavaScript offers (the *.lib.js beside this file). Strings cross as UTF-8 with a
// final zero; a returned or delivered string was made by lx_alloc and is taken over with `taken`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" {
void lx_boot();
double lx_now();
double lx_utc();
void lx_request_frame();
void lx_set_timer(std::uint32_t id, double delay_ms);
void lx_cancel_timer(std::uint32_t id);
void lx_viewport(float* out9);
int lx_dark();
int lx_reduced_motion();
int lx_forced_colors(std::uint32_t* out8);
char* lx_language();
float lx_scroll_y();
void lx_scroll_to(float y);
void lx_set_content_height(float height, float bottom);
void lx_set_title(const char* text);
void lx_set_language(const char* language);
void lx_announce(const char* text);
char* lx_origin();
char* lx_route();
void lx_push_route(const char* path);
void lx_replace_route(const char* path);
int lx_go_back();
char* lx_page_attribute(const char* name);
char* lx_fragment();
void lx_clear_fragment();
void lx_push_layer();
void lx_pop_layer();
int lx_layers();
void lx_open_url(const char* url);

int lx_texture(int width, int height);
void lx_texture_part(int id, int x, int y, int width, int height, const std::uint8_t* pixels,
                     int pitch);
void lx_texture_drop(int id);
int lx_can_draw();
void lx_begin_draw(float width, float height, float dpr, int red, int green, int blue);
void lx_draw(const void* vertices, int vertex_bytes, const void* indices, int index_count,
             const std::int32_t* commands, int count);
void lx_font_metrics(float px, int bold, float* out2);
float lx_glyph_advance(std::uint32_t code, float px, int bold);
std::uint8_t* lx_glyph_draw(std::uint32_t code, float px, int bold, std::int32_t* out5);
void lx_picture(std::uint32_t request, const char* url);

void lx_node(const std::int32_t* numbers, const float* rect, const char* name, const char* value,
             const char* description);
void lx_node_words(std::uint32_t id, const char* placeholder, const char* autocomplete);
void lx_node_drop(std::uint32_t id);
void lx_order(const std::uint32_t* ids, int count);
void lx_focus_node(std::uint32_t id);

void lx_fetch(std::uint32_t id, const char* method, const char* url, const char* headers,
              const void* body, std::size_t body_size, int timeout_ms);
void lx_cancel_fetch(std::uint32_t id);
void lx_open_stream(std::uint32_t id, const char* url, const char* names);
void lx_close_stream(std::uint32_t id);
int lx_is_online();
char* lx_storage_get(const char* key);
int lx_storage_set(const char* key, const char* value);
void lx_storage_remove(const char* key);
char* lx_page_data(const char* id);
void lx_random(std::uint8_t* out, std::size_t count);
void lx_copy(std::uint32_t id, const char* text);
void lx_share(std::uint32_t id, const char* title, const char* text, const char* url);
void lx_pick_file(std::uint32_t id, int kind);
void lx_save_file(const char* name, const char* type, const void* bytes, std::size_t size);
void lx_capture(const char* name, float width, float height);
char* lx_captured(const char* name);
void lx_save_captured(const char* name, const char* file_name);
void lx_watch_position(std::uint32_t id);
void lx_stop_watching(std::uint32_t id);
void lx_keep_awake(int on);
void lx_stand_unattended();
void lx_show_camera(float x, float y, float width, float height);
}

namespace louxia {

inline std::string taken(char* text) {
    if (text == nullptr) return {};
    std::string out(text);
    std::free(text);
    return out;
}

inline std::string taken(void* bytes, std::size_t size) {
    std::string out(static_cast<const char*>(bytes), size);
    std::free(bytes);
    return out;
}

}  // namespace louxia
