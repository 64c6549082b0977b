// Dear ImGui as the client uses it: draw lists and the glyph atlas, nothing that touches files or
// shows windows of its own. 32-bit indices, since a long page is one list and WebGL has no base
// vertex.
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// Glyphs come from the platform (client/platform/glyphs.cpp), which stands where FreeType's loader
// would; so neither FreeType nor stb_truetype is linked.
#define IMGUI_ENABLE_FREETYPE
#define IMGUI_USE_WCHAR32
#define ImDrawIdx unsigned int

#if defined(__EMSCRIPTEN__) && defined(NDEBUG)
#define IM_ASSERT(condition) ((void)0)
#endif
