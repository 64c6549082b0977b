// The opening of an uploaded file.

#include "server/app/picture_kind.hpp"
#include "tests/fuzz/targets.hpp"

namespace louxia::fuzz {

void picture(std::string_view bytes) {
    const auto kind = app::picture_kind(bytes);
    if (!kind) return;
    demand(kind->media_type.starts_with("image/") || kind->media_type.starts_with("video/"),
           "only pictures and clips are taken");
    demand(bytes.front() != '<', "markup is not taken");
    demand(kind->media_type.find("svg") == std::string_view::npos, "SVG is not taken");
}

}  // namespace louxia::fuzz
