#include "client/platform/platform.hpp"
#include "tests/client/gallery/gallery.hpp"

/// The gallery in a browser: what client/screens/app.cpp is to the product.
namespace louxia {

std::unique_ptr<ui::App> create_app(Platform& platform) {
    return make_gallery(platform);
}

}  // namespace louxia
