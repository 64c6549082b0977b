#include "server/app/sheet_text.hpp"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "shared/base/utf8.hpp"
#include "shared/domain/price_sheet.hpp"

namespace louxia::app {
namespace {

using namespace std::string_view_literals;

constexpr auto utf8_mark = "\xEF\xBB\xBF"sv;
/// The little-endian UTF-32 mark begins with the UTF-16 one.
constexpr std::array wide_marks{"\xFF\xFE"sv, "\xFE\xFF"sv, "\0\0\xFE\xFF"sv};

class Iconv {
public:
    Iconv(const char* to, const char* from) noexcept : handle_(iconv_open(to, from)) {}
    ~Iconv() {
        if (ready()) iconv_close(handle_);
    }
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;

    [[nodiscard]] bool ready() const noexcept { return handle_ != invalid(); }

    /// All of `bytes`, or nothing when one of them does not belong to the encoding.
    [[nodiscard]] std::optional<std::string> convert(std::string_view bytes) const {
        // iconv's interface lacks a const; it reads only.
        char* from =
            const_cast<char*>(bytes.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        std::size_t from_left = bytes.size();
        std::string converted;
        std::array<char, 16 * 1024> block{};
        while (from_left != 0) {
            char* to = block.data();
            std::size_t to_left = block.size();
            const bool failed =
                iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1);
            if (failed && errno != E2BIG) return std::nullopt;
            converted.append(block.data(), block.size() - to_left);
        }
        return converted;
    }

private:
    static iconv_t invalid() noexcept {
        return reinterpret_cast<iconv_t>(-1);  // NOLINT: how POSIX says "no handle"
    }
    iconv_t handle_;
};

}  // namespace

Result<DecodedSheet> decode_sheet(std::string_view bytes) {
    if (bytes.size() > sheet_bytes_max) return refuse(ErrorCode::too_large, "file");
    for (const std::string_view mark : wide_marks) {
        if (bytes.starts_with(mark)) return refuse(ErrorCode::sheet_unreadable, "file");
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return refuse(ErrorCode::sheet_unreadable, "file");
    }
    if (count_code_points(bytes)) {
        const bool marked = bytes.starts_with(utf8_mark);
        if (marked) bytes.remove_prefix(utf8_mark.size());
        return DecodedSheet{std::string(bytes), marked ? "utf-8-bom" : "utf-8"};
    }

    const Iconv converter("UTF-8", "GB18030");
    if (!converter.ready()) return refuse(ErrorCode::unavailable, "file");
    auto utf8 = converter.convert(bytes);
    if (!utf8 || !count_code_points(*utf8)) return refuse(ErrorCode::sheet_unreadable, "file");
    if (utf8->starts_with(utf8_mark)) utf8->erase(0, utf8_mark.size());
    return DecodedSheet{*std::move(utf8), "gb18030"};
}

}  // namespace louxia::app
