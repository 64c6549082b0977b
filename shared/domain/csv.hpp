#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace louxia {

/// Why one record could not be read.
enum class CsvFault : std::int32_t {
    none = 0,
    bad_quotes = 1,      ///< a quote that RFC 4180 does not allow there, or one never closed
    too_many_cells = 2,  ///< more cells than the limit
    cell_too_long = 3,   ///< a cell above its limit of bytes
};

struct CsvRecord {
    std::int32_t line = 0;  ///< on which it begins, from 1, in the text as given
    CsvFault fault = CsvFault::none;
    std::vector<std::string> cells;  ///< unquoted; of no meaning when there is a fault
    std::string_view first_line;     ///< as written, without its end; points into the text
};

struct CsvLimits {
    std::size_t cells_max = 0;
    std::size_t cell_bytes_max = 0;
};

/// Reads comma-separated values (RFC 4180; lines may end in LF alone) record by record, each in
/// bounded memory. Lines without a single byte are no records. A record with a fault ends with its
/// first line and reading goes on after it, so that one stray quote swallows no other row.
class CsvReader {
public:
    /// `text` must outlive the reader and its records.
    CsvReader(std::string_view text, CsvLimits limits) noexcept;

    /// False at the end of the text; `record` is then left alone.
    [[nodiscard]] bool next(CsvRecord& record);

private:
    [[nodiscard]] CsvFault read_cells(std::vector<std::string>& cells);
    [[nodiscard]] CsvFault read_bare(std::string& cell);
    [[nodiscard]] CsvFault read_quoted(std::string& cell);
    void skip_blank_lines() noexcept;
    [[nodiscard]] bool take_line_end() noexcept;
    [[nodiscard]] bool take(char wanted) noexcept;

    std::string_view text_;
    CsvLimits limits_;
    std::size_t at_ = 0;
    std::int32_t line_ = 1;
};

}  // namespace louxia
