#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "client/platform/headless/headless_platform.hpp"
#include "shared/base/text.hpp"

namespace louxia {

void PlainGlyphs::metrics(float px, bool, float& ascent, float& descent) {
    ascent = std::ceil(px * 0.88f);
    descent = std::ceil(px * 0.24f);
}

float PlainGlyphs::advance(char32_t code, float px, bool) {
    if (is_wide(code)) return px;
    if (code == U' ') return px * 0.25f;
    if (code >= U'0' && code <= U'9') return px * 0.55f;
    if (code >= U'A' && code <= U'Z') return px * 0.65f;
    return px * 0.5f;
}

void PlainGlyphs::draw(char32_t code, float px, bool bold, GlyphInk& ink) {
    if (code <= U' ') return;
    ink.x = 1;
    ink.y = -static_cast<int>(px * 0.8f);
    ink.width = std::max(1, static_cast<int>(advance(code, px, bold)) - 2);
    ink.height = std::max(1, static_cast<int>(px * 0.8f));
    ink.pixels.assign(static_cast<std::size_t>(ink.width) * static_cast<std::size_t>(ink.height),
                      255);
}

std::uint64_t CountingSurface::create_texture(int, int) {
    textures.insert(next_);
    return next_++;
}

void CountingSurface::update_texture(std::uint64_t, int, int, int, int, const std::uint8_t*, int) {
    ++uploads;
}

void CountingSurface::draw(const ImDrawList& list, ui::Color) {
    vertices = list.VtxBuffer.Size;
    triangles = list.IdxBuffer.Size / 3;
    commands = list.CmdBuffer.Size;
}

Headless::Headless(ui::App& app, Viewport view)
    : own_platform_(std::make_unique<HeadlessPlatform>()),
      platform_(own_platform_.get()),
      app_(app) {
    platform_->view = view;
    engine_ = std::make_unique<Engine>(*platform_, glyphs_, surface_);
}

Headless::Headless(HeadlessPlatform& platform, ui::App& app) : platform_(&platform), app_(app) {
    engine_ = std::make_unique<Engine>(*platform_, glyphs_, surface_);
}

void Headless::draw() {
    platform_->take_frame_request();
    engine_->frame(app_);
    const double next = engine_->ui().next_wake_ms();
    platform_->cancel_timer(wake_timer_);
    if (next >= 0) {
        wake_timer_ = platform_->set_timer(next - platform_->now_ms(),
                                           [this] { platform_->request_frame(); });
    }
    const ui::Id wanted = engine_->ui().take_wanted_focus();
    if (wanted) {
        engine_->ui().focus(wanted, true);
        if (engine_->ui().a11y().find(wanted)->role == ui::Role::textbox) {
            engine_->ui().field_focus(wanted, true);
        }
    }
}

int Headless::settle(int frames_max) {
    int drawn = 0;
    while (drawn < frames_max && (platform_->run() || platform_->frame_requested())) {
        draw();
        ++drawn;
        // Animations go on in 60 frames a second.
        if (platform_->frame_requested()) platform_->advance(1000.0 / 60);
    }
    return drawn;
}

void Headless::advance(double ms) {
    platform_->advance(ms);
    settle();
}

void Headless::tap_at(ui::Vec2 at) {
    ui().pointer({ui::PointerKind::down, at, true});
    ui().pointer({ui::PointerKind::up, at, true});
    settle();
}

void Headless::scroll_into_view(ui::Id id) {
    const ui::Node* node = a11y().find(id);
    const ui::Node* group = node == nullptr ? nullptr : a11y().find(node->parent);
    while (group != nullptr && !group->scrolls)
        group = a11y().find(group->parent);
    if (group == nullptr) return;
    const auto offset = [](float middle, float view, float content, float now) {
        if (middle - now > 24 && middle - now < view - 24) return now;
        return std::clamp(middle - view / 2, 0.f, std::max(0.f, content - view));
    };
    const ui::Vec2 wanted{
        offset(node->rect.mid_x(), group->rect.w, group->scroll_content.x, group->scroll_offset.x),
        offset(node->rect.mid_y(), group->rect.h, group->scroll_content.y, group->scroll_offset.y)};
    if (wanted == group->scroll_offset) return;
    ui().scrolled(group->id, wanted);
    settle();
}

bool Headless::tap(ui::Id id) {
    scroll_into_view(id);
    const ui::Node* node = a11y().find(id);
    if (node == nullptr || node->disabled) return false;
    ui::Vec2 at = node->rect.centre();
    for (const ui::Node* group = a11y().find(node->parent); group != nullptr;
         group = a11y().find(group->parent)) {
        if (!group->scrolls) continue;
        at = at + ui::Vec2{group->rect.x, group->rect.y} - group->scroll_offset;
        break;
    }
    if (!node->fixed) {
        // Into view first, as a finger would.
        if (at.y - platform_->scroll > platform_->view.height - 120 || at.y < platform_->scroll) {
            scroll_to(at.y - platform_->view.height / 2);
        }
        at.y -= platform_->scroll;
    }
    if (!(ui().region_at(at) == id)) return false;
    tap_at(at);
    return true;
}

bool Headless::tap(ui::Role role, std::string_view name_part) {
    const ui::Node* node = a11y().find(role, name_part);
    return node != nullptr && tap(node->id);
}

bool Headless::type(ui::Id id, std::string_view text, bool submit) {
    const ui::Node* node = a11y().find(id);
    if (node == nullptr || node->role != ui::Role::textbox || node->disabled) return false;
    ui().field_focus(id, true);
    ui().field_input(id, text, false);
    settle();
    if (submit) ui().field_submit(id);
    ui().field_focus(id, false);
    settle();
    return true;
}

bool Headless::type_into(std::string_view field_name_part, std::string_view text, bool submit) {
    const ui::Node* node = a11y().find(ui::Role::textbox, field_name_part);
    return node != nullptr && type(node->id, text, submit);
}

void Headless::scroll_to(float y) {
    platform_->scroll_to(y);
    settle();
}

}  // namespace louxia
