#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace louxia::screens {

/// Row-major modules, 1 dark. `size` 0 when the text is too long for any code.
struct QrMatrix {
    std::vector<std::uint8_t> modules;
    int size = 0;
};

/// Medium error correction. Kept from call to call while the text is the same.
[[nodiscard]] const QrMatrix& qr_matrix(std::string_view text);

}  // namespace louxia::screens
