// The frame loop's body: one frame of an App through ImGui's draw list and glyph atlas onto a
// surface. Both platforms use it. There is no ImGui context: windows, widgets and input are not
// used, and are not linked.
#pragma once

#include <cstdint>
#include <memory>

#include "client/ui/app.hpp"
#include "client/ui/fonts.hpp"
#include "client/ui/ui.hpp"

struct ImDrawList;

namespace louxia {

class GlyphSource;
class Platform;

// What shows the triangles.
class Surface {
public:
    Surface() = default;
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    virtual ~Surface() = default;

    // False while drawing would wait for the graphics, or another frame is better for it. Asked
    // before the first drawing only, when its textures are there.
    virtual bool ready() { return true; }
    // Textures are RGBA, straight alpha, and clear at first. `pitch` is bytes a row.
    virtual std::uint64_t create_texture(int width, int height) = 0;
    virtual void update_texture(std::uint64_t texture, int x, int y, int width, int height,
                                const std::uint8_t* pixels, int pitch) = 0;
    virtual void destroy_texture(std::uint64_t texture) = 0;
    virtual void draw(const ImDrawList& list, ui::Color clear) = 0;
};

class Engine {
public:
    Engine(Platform& platform, GlyphSource& glyphs, Surface& surface);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    ui::Ui& ui() { return *ui_; }
    // Glyphs that may be made in one frame; the rest follows in the next ones.
    void set_glyph_budget(int glyphs) { glyph_budget_ = glyphs; }
    // Draws one frame, save while the first is in the making. False when something is still missing
    // (glyphs over the budget, the first drawing): unless it is the app's, another was requested.
    bool frame(ui::App& app);
    // The surface lost its textures (context loss): makes them anew in the next frame.
    void restore_textures();
    std::uint64_t frames() const { return frames_; }
    double last_frame_ms() const { return last_frame_ms_; }  // by the platform's clock

private:
    struct Drawing;  // ImGui's part
    void upload_textures();

    Platform& platform_;
    Surface& surface_;
    std::unique_ptr<Drawing> drawing_;
    std::unique_ptr<ui::Fonts> fonts_;
    std::unique_ptr<ui::Ui> ui_;
    int glyph_budget_ = 32;
    bool draws_ = false;  // the first whole frame's glyphs are there, and the graphics
    std::uint64_t frames_ = 0;
    double last_frame_ms_ = 0;
};

}  // namespace louxia
