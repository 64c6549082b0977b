#include "shared/domain/csv.hpp"

#include <algorithm>
#include <limits>

namespace louxia {
namespace {

std::int32_t count_line_ends(std::string_view text) noexcept {
    const auto found = std::count(text.begin(), text.end(), '\n');
    constexpr std::ptrdiff_t most = std::numeric_limits<std::int32_t>::max() / 2;
    return static_cast<std::int32_t>(std::min<std::ptrdiff_t>(found, most));
}

std::string_view without_return(std::string_view line) noexcept {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, CsvLimits limits) noexcept
    : text_(text), limits_(limits) {}

bool CsvReader::next(CsvRecord& record) {
    skip_blank_lines();
    if (at_ == text_.size()) return false;

    const std::size_t begin = at_;
    const std::size_t line_end = std::min(text_.find('\n', begin), text_.size());
    record.line = line_;
    record.first_line = without_return(text_.substr(begin, line_end - begin));
    record.cells.clear();
    record.fault = read_cells(record.cells);
    if (record.fault != CsvFault::none) {
        at_ = std::min(line_end + 1, text_.size());
    }
    line_ += count_line_ends(text_.substr(begin, at_ - begin));
    return true;
}

CsvFault CsvReader::read_cells(std::vector<std::string>& cells) {
    do {
        if (cells.size() == limits_.cells_max) return CsvFault::too_many_cells;
        std::string& cell = cells.emplace_back();
        const CsvFault fault = take('"') ? read_quoted(cell) : read_bare(cell);
        if (fault != CsvFault::none) return fault;
    } while (take(','));
    return take_line_end() ? CsvFault::none : CsvFault::bad_quotes;
}

CsvFault CsvReader::read_bare(std::string& cell) {
    const std::size_t end = std::min(text_.find_first_of(",\"\n", at_), text_.size());
    const bool ends_line = end == text_.size() || text_[end] == '\n';
    if (!ends_line && text_[end] == '"') return CsvFault::bad_quotes;

    std::string_view content = text_.substr(at_, end - at_);
    if (ends_line) content = without_return(content);
    if (content.size() > limits_.cell_bytes_max) return CsvFault::cell_too_long;
    cell.assign(content);
    at_ = end;
    return CsvFault::none;
}

CsvFault CsvReader::read_quoted(std::string& cell) {
    do {
        // Never looks further than a cell may be long, or unclosed quotes would cost n² steps.
        const std::string_view window = text_.substr(at_, limits_.cell_bytes_max - cell.size() + 1);
        const std::size_t quote = window.find('"');
        if (quote == std::string_view::npos) {
            const bool left_open =
                at_ + window.size() == text_.size() || window.find('\n') != std::string_view::npos;
            return left_open ? CsvFault::bad_quotes : CsvFault::cell_too_long;
        }
        cell.append(window.substr(0, quote));
        at_ += quote + 1;
        if (!take('"')) return CsvFault::none;
        cell.push_back('"');
    } while (cell.size() <= limits_.cell_bytes_max);
    return CsvFault::cell_too_long;
}

void CsvReader::skip_blank_lines() noexcept {
    while (at_ < text_.size() && take_line_end()) {
        ++line_;
    }
}

bool CsvReader::take_line_end() noexcept {
    const std::string_view rest = text_.substr(at_);
    if (rest.empty()) return true;
    if (rest == "\r") {
        at_ += 1;
        return true;
    }
    const std::size_t length = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
    at_ += length;
    return length != 0;
}

bool CsvReader::take(char wanted) noexcept {
    if (at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
}

}  // namespace louxia
