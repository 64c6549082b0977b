#include "client/platform/platform.hpp"
#include "client/screens/kiosk/parts.hpp"

namespace louxia::screens {

using namespace ui;

void draw_unpaired(const Face& face) {
    Ui& ui = face.ui;
    const auto& words = face.words.staff;
    const std::string way_in = "/c/" + face.state.community + "/in";
    const Page page(ui);
    ui.platform().show_camera(0, 0, 0, 0);
    // A leader may try the address on a phone.
    const bool on_wall = ui.width() >= Metrics::panes_from;
    ui.space(on_wall ? ui.height() / 2 - 350 : 48);
    if (empty_state(ui, {"unpaired"}, words.unpaired_title, words.unpaired_hint,
                    words.unpaired_type, on_wall)) {
        ui.platform().open_url(way_in);
    }
    // An invite's link, printed as a QR code: no keyboard is needed.
    const std::string scanned = ui.take_scan();
    const std::string invite = face.origin() + way_in + "#";
    if (scanned.compare(0, invite.size(), invite) == 0) ui.platform().open_url(scanned);
}

}  // namespace louxia::screens
