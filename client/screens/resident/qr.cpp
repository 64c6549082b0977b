#include "client/screens/resident/qr.hpp"

#include <qrcodegen/qrcodegen.h>

#include <array>
#include <string>

namespace louxia::screens {

const QrMatrix& qr_matrix(std::string_view text) {
    static std::string kept_text;
    static QrMatrix kept;
    if (text == kept_text && kept.size != 0) return kept;
    kept_text = std::string(text);
    kept = {};
    constexpr int version_max = 12;  // 287 letters at medium correction: longer than any link here
    std::array<std::uint8_t, qrcodegen_BUFFER_LEN_FOR_VERSION(version_max)> scratch{};
    std::array<std::uint8_t, qrcodegen_BUFFER_LEN_FOR_VERSION(version_max)> code{};
    if (!qrcodegen_encodeText(kept_text.c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM,
                              qrcodegen_VERSION_MIN, version_max, qrcodegen_Mask_AUTO, true)) {
        return kept;
    }
    kept.size = qrcodegen_getSize(code.data());
    for (int y = 0; y < kept.size; ++y) {
        for (int x = 0; x < kept.size; ++x) {
            kept.modules.push_back(qrcodegen_getModule(code.data(), x, y) ? 1 : 0);
        }
    }
    return kept;
}

}  // namespace louxia::screens
