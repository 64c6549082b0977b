#include "client/platform/engine.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include "client/platform/glyphs.hpp"
#include "client/platform/platform.hpp"

namespace louxia {

struct Engine::Drawing {
    ImFontAtlas atlas;
    ImDrawListSharedData shared;
    ImDrawList list{&shared};

    Drawing() {
        // Lines are drawn by their fringe; the atlas is the glyphs' alone.
        atlas.Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
        atlas.TexMinWidth = 1024;
        atlas.TexMinHeight = 512;
        atlas.TexMaxWidth = atlas.TexMaxHeight = 4096;
        atlas.RendererHasTextures = true;
        shared.FontAtlas = &atlas;
        shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill |
                              ImDrawListFlags_AllowVtxOffset;
        ImFontAtlasAddDrawListSharedData(&atlas, &shared);
    }

    ~Drawing() {
        ImFontAtlasRemoveDrawListSharedData(&atlas, &shared);
        list._SetDrawListSharedData(nullptr);
    }

    void begin(int number, const Viewport& view) {
        shared.SetCircleTessellationMaxError(0.2f / view.dpr);
        shared.CurveTessellationTol = 0.8f / view.dpr;
        // The fringe is one device pixel wide, not one logical one.
        shared.InitialFringeScale = 1.f / view.dpr;
        shared.ClipRectFullscreen = {0, 0, view.width, view.height};
        ImFontAtlasUpdateNewFrame(&atlas, number, true);
        list._ResetForNewFrame();
        list.PushTexture(atlas.TexRef);
        list.PushClipRectFullScreen();
    }
};

Engine::Engine(Platform& platform, GlyphSource& glyphs, Surface& surface)
    : platform_(platform), surface_(surface), drawing_(std::make_unique<Drawing>()) {
    ImFont* regular = add_font(drawing_->atlas, glyphs, false);
    ImFont* bold = add_font(drawing_->atlas, glyphs, true);
    fonts_ = std::make_unique<ui::Fonts>(regular, bold);
    ui_ = std::make_unique<ui::Ui>(platform, *fonts_);
}

Engine::~Engine() {
    for (ImTextureData* texture : drawing_->atlas.TexList) {
        if (texture->TexID != ImTextureID_Invalid) surface_.destroy_texture(texture->TexID);
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

bool Engine::frame(ui::App& app) {
    ++frames_;
    const double began = platform_.now_ms();
    const Viewport view = platform_.viewport();
    drawing_->begin(static_cast<int>(frames_), view);
    fonts_->begin_frame(view.dpr, glyph_budget_);
    ui_->begin_frame(drawing_->list);
    app.frame(*ui_);
    ui_->end_frame();
    drawing_->list._PopUnusedDrawCmd();
    const bool whole = !fonts_->incomplete();
    // The first one comes by parts, so that none holds up the page: glyphs, their upload, and
    // triangles when the graphics are there.
    if (draws_ || (whole && app.ready())) {
        upload_textures();
        draws_ = draws_ || surface_.ready();
        if (draws_) surface_.draw(drawing_->list, ui_->theme().paper);
    }
    platform_.set_content_height(ui_->page_height() + ui_->reserved_bottom());
    if (!whole || (!draws_ && app.ready())) platform_.request_frame();
    last_frame_ms_ = platform_.now_ms() - began;
    return whole && draws_;
}

void Engine::upload_textures() {
    const auto upload = [this](ImTextureData& texture, const ImTextureRect& r) {
        surface_.update_texture(texture.TexID, r.x, r.y, r.w, r.h,
                                static_cast<const std::uint8_t*>(texture.GetPixelsAt(r.x, r.y)),
                                texture.GetPitch());
        texture.SetStatus(ImTextureStatus_OK);
    };
    for (ImTextureData* texture : drawing_->atlas.TexList) {
        switch (texture->Status) {
            case ImTextureStatus_OK:
            case ImTextureStatus_Destroyed: break;
            case ImTextureStatus_WantCreate:
                texture->SetTexID(surface_.create_texture(texture->Width, texture->Height));
                upload(*texture, texture->UsedRect);
                break;
            // One box around all new glyphs: they are packed beside each other.
            case ImTextureStatus_WantUpdates: upload(*texture, texture->UpdateRect); break;
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
    for (ImTextureData* texture : drawing_->atlas.TexList) {
        if (texture->Status == ImTextureStatus_OK ||
            texture->Status == ImTextureStatus_WantUpdates) {
            texture->SetTexID(ImTextureID_Invalid);
            texture->SetStatus(ImTextureStatus_WantCreate);
        }
    }
    platform_.request_frame();
}

}  // namespace louxia
