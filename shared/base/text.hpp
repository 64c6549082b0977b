#pragma once

// Code points and where a line of Chinese and Latin text may end. Std only; nothing here throws.
// The line breaking is a small part of the Unicode line breaking algorithm (UAX #14) with the
// no-start and no-end punctuation of Chinese typesetting (W3C "clreq" 3.1.2).

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace louxia {

/// One code point of a text. `length` is 1 to 4 bytes; a malformed byte reads as U+FFFD of
/// length 1.
struct CodePoint {
    char32_t code = 0xFFFD;
    std::size_t length = 1;
    bool ok = false;
};

/// The code point that starts at byte `at`; `at` must be inside the text.
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// The first `count` code points.
std::string_view first_code_points(std::string_view text, std::size_t count);

/// Appends one code point; one that has no UTF-8 form is appended as U+FFFD.
void append_utf8(std::string& out, char32_t code);

/// Han, kana, Hangul, full-width forms and pictographs: a line may end on either side of them.
bool is_wide(char32_t code);

/// Punctuation that may not begin a line ("，。》」）%") or end one ("《「（¥").
bool may_not_start_line(char32_t code);
bool may_not_end_line(char32_t code);

/// Whether a line may end between two neighbouring code points.
bool may_break_between(char32_t before, char32_t after);

/// One line of a text: bytes [begin, end) without the spaces at its end, and their width.
struct TextLine {
    std::size_t begin = 0;
    std::size_t end = 0;
    float width = 0;
    bool operator==(const TextLine&) const = default;
};

/// Fills lines up to `width`. `advance(byte_offset, code)` is the width of the code point there.
/// A newline ends a line; a word wider than a line is cut where it no longer fits, and a line holds
/// at least one code point. An empty text has one empty line.
template <typename Advance>
std::vector<TextLine> break_lines(std::string_view text, float width, Advance&& advance) {
    std::vector<TextLine> lines;
    std::size_t begin = 0;     // of the line
    std::size_t last_fit = 0;  // a place where it may end; == begin: none yet
    float width_at_fit = 0;    // without trailing spaces
    std::size_t fit_end = 0;   // end of the printed part at last_fit
    float pen = 0;             // with trailing spaces
    float printed = 0;         // without them
    std::size_t printed_end = 0;
    char32_t before = 0;
    std::size_t at = 0;
    const auto finish = [&](std::size_t end, float line_width, std::size_t next) {
        lines.push_back({begin, end, line_width});
        begin = last_fit = fit_end = printed_end = at = next;
        pen = printed = width_at_fit = 0;
        before = 0;
    };
    while (at < text.size()) {
        const CodePoint point = decode_utf8(text, at);
        if (point.code == U'\n') {
            finish(printed_end, printed, at + 1);
            continue;
        }
        if (before != 0 && may_break_between(before, point.code)) {
            last_fit = at;
            fit_end = printed_end;
            width_at_fit = printed;
        }
        const float step = advance(at, point.code);
        const bool space = point.code == U' ';
        if (!space && pen + step > width && at > begin) {
            if (last_fit > begin) {
                finish(fit_end, width_at_fit, last_fit);
            } else {
                finish(printed_end, printed, at);
            }
            continue;
        }
        pen += step;
        before = point.code;
        at += point.length;
        if (!space) {
            printed = pen;
            printed_end = at;
        }
    }
    if (begin < text.size() || lines.empty() || text.back() == '\n') {
        lines.push_back({begin, printed_end < begin ? begin : printed_end, printed});
    }
    return lines;
}

}  // namespace louxia
