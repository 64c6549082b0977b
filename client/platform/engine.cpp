#include "client/platform/engine.hpp"

#include <imgui.h>

#include <algorithm>

#include "client/platform/glyphs.hpp"
#include "client/platform/platform.hpp"

namespace louxia {

Engine::Engine(Platform& platform, GlyphSource& glyphs, Surface& surface)
    : platform_(platform), surface_(surface), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |=
        ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    // Lines are drawn by their fringe; the atlas is the glyphs' alone.
    io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
    io.Fonts->TexMinWidth = 1024;
    io.Fonts->TexMinHeight = 512;
    io.Fonts->TexMaxWidth = io.Fonts->TexMaxHeight = 4096;
    ImFont* regular = add_font(glyphs, false);
    ImFont* bold = add_font(glyphs, true);
    fonts_ = std::make_unique<ui::Fonts>(regular, bold);
    ui_ = std::make_unique<ui::Ui>(platform, *fonts_);
}

Engine::~Engine() {
    ImGui::SetCurrentContext(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->TexID != ImTextureID_Invalid) surface_.destroy_texture(texture->TexID);
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ui_.reset();
    ImGui::DestroyContext(context_);
}

bool Engine::frame(ui::App& app) {
    ImGui::SetCurrentContext(context_);
    ++frames_;
    const double began = platform_.now_ms();
    const Viewport view = platform_.viewport();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {view.width, view.height};
    io.DisplayFramebufferScale = {view.dpr, view.dpr};
    io.DeltaTime = std::max(0.001f, static_cast<float>(began - last_now_) / 1000.f);
    last_now_ = began;
    ImGuiStyle& style = ImGui::GetStyle();
    style.CircleTessellationMaxError = 0.2f / view.dpr;
    style.CurveTessellationTol = 0.8f / view.dpr;
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    // The fringe is one device pixel wide, not one logical one.
    list._FringeScale = 1.f / view.dpr;
    fonts_->begin_frame(view.dpr, glyph_budget_);
    ui_->begin_frame(list);
    app.frame(*ui_);
    ui_->end_frame();
    ImGui::Render();
    ImDrawData& data = *ImGui::GetDrawData();
    upload_textures(data);
    surface_.draw(data, ui_->theme().paper);
    platform_.set_content_height(ui_->page_height() + ui_->reserved_bottom());
    if (fonts_->incomplete()) platform_.request_frame();
    last_frame_ms_ = platform_.now_ms() - began;
    return !fonts_->incomplete();
}

void Engine::upload_textures(ImDrawData& data) {
    for (ImTextureData* texture : *data.Textures) {
        switch (texture->Status) {
            case ImTextureStatus_OK:
            case ImTextureStatus_Destroyed: break;
            case ImTextureStatus_WantCreate:
                texture->SetTexID(
                    surface_.create_texture(texture->Width, texture->Height, texture->Pixels));
                texture->SetStatus(ImTextureStatus_OK);
                break;
            case ImTextureStatus_WantUpdates: {
                // One box around all new glyphs: they are packed beside each other.
                const ImTextureRect& r = texture->UpdateRect;
                surface_.update_texture(
                    texture->TexID, r.x, r.y, r.w, r.h,
                    static_cast<const std::uint8_t*>(texture->GetPixelsAt(r.x, r.y)),
                    texture->GetPitch());
                texture->SetStatus(ImTextureStatus_OK);
                break;
            }
            case ImTextureStatus_WantDestroy:
                if (texture->UnusedFrames > 0) {
                    surface_.destroy_texture(texture->TexID);
                    texture->SetTexID(ImTextureID_Invalid);
                    texture->SetStatus(ImTextureStatus_Destroyed);
                }
                break;
        }
    }
}

void Engine::restore_textures() {
    ImGui::SetCurrentContext(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_OK ||
            texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_WantCreate);
        }
    }
    platform_.request_frame();
}

}  // namespace louxia
