#include "shared/api/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "shared/base/utf8.hpp"

namespace louxia::api {
namespace {

// std::bit_cast, which the browser's standard library lacks.
std::int64_t bits_of(double value) {
    std::int64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}
double double_of(std::int64_t bits) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

}  // namespace

/// Receives nlohmann's parser's events and lays the nodes down in a row.
class JsonReader {
public:
    using Kind = JsonDocument::Kind;

    explicit JsonReader(int depth_max) : depth_max_(static_cast<std::size_t>(depth_max)) {}

    bool null() { return add(Kind::null); }
    bool boolean(bool value) { return add(Kind::boolean, value ? 1 : 0); }
    bool number_integer(std::int64_t value) { return add(Kind::integer, value); }
    bool number_unsigned(std::uint64_t value) {
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (value > most) return number_float(static_cast<double>(value), {});
        return add(Kind::integer, static_cast<std::int64_t>(value));
    }
    bool number_float(double value, const std::string& written) {
        const bool whole = written.find_first_of(".eE") == std::string::npos;
        return add(whole ? Kind::big_integer : Kind::fraction, bits_of(value));
    }
    bool string(std::string& value) {
        const auto part = keep(value);
        if (!add(Kind::string)) return false;
        document_.nodes_.back().string = part;
        return true;
    }
    bool binary(nlohmann::json::binary_t& /*value*/) { return false; }
    bool start_object(std::size_t /*elements*/) { return open(Kind::object); }
    bool end_object() { return close(); }
    bool start_array(std::size_t /*elements*/) { return open(Kind::array); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        name_ = keep(name);
        return true;
    }
    bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*why*/) {
        return false;
    }

    [[nodiscard]] JsonDocument take() { return std::move(document_); }

    /// Where reading stopped, as in "lines[2].name"; cut when it is long.
    [[nodiscard]] std::string place() const {
        constexpr std::size_t bytes_max = 120;
        std::string path;
        for (std::size_t level = 1; level < open_.size() && path.size() < bytes_max; ++level) {
            const auto parent = open_[level - 1];
            const auto node = open_[level];
            if (document_.kind(parent) == Kind::object) {
                if (!path.empty()) path += '.';
                path += document_.name(node).substr(0, bytes_max);
                continue;
            }
            std::size_t index = 0;
            for (auto other = document_.first(parent); other != node; ++index) {
                other = document_.after(other);
            }
            path += '[' + std::to_string(index) + ']';
        }
        // The member whose value could not be read, such as a text that is none.
        if (name_.length > 0 && path.size() < bytes_max) {
            if (!path.empty()) path += '.';
            path += document_.text_of(name_).substr(0, bytes_max);
        }
        return path;
    }

private:
    JsonDocument::Part keep(const std::string& text) {
        const JsonDocument::Part part{static_cast<std::uint32_t>(document_.texts_.size()),
                                      static_cast<std::uint32_t>(text.size())};
        document_.texts_ += text;
        return part;
    }
    bool add(Kind kind, std::int64_t integer = 0) {
        const auto after = static_cast<JsonDocument::Node>(document_.nodes_.size() + 1);
        document_.nodes_.push_back({kind, after, std::exchange(name_, {}), {}, integer});
        return true;
    }
    bool open(Kind kind) {
        if (open_.size() == depth_max_) return false;
        open_.push_back(static_cast<JsonDocument::Node>(document_.nodes_.size()));
        return add(kind);
    }
    bool close() {
        document_.nodes_[open_.back()].after =
            static_cast<JsonDocument::Node>(document_.nodes_.size());
        open_.pop_back();
        return true;
    }

    JsonDocument document_;
    JsonDocument::Part name_;
    std::vector<JsonDocument::Node> open_;
    std::size_t depth_max_;
};

std::optional<double> JsonDocument::number(Node node) const noexcept {
    const std::int64_t kept = nodes_[node].integer;
    switch (kind(node)) {
        case Kind::integer: return static_cast<double>(kept);
        case Kind::big_integer:
        case Kind::fraction: return double_of(kept);
        case Kind::null:
        case Kind::boolean:
        case Kind::string:
        case Kind::array:
        case Kind::object: break;
    }
    return std::nullopt;
}

Result<JsonDocument> JsonDocument::parse(std::string_view text, int depth_max) {
    // The parser would skip a byte-order mark, and offsets are 32 bits wide.
    const bool marked = text.substr(0, 3) == "\xEF\xBB\xBF";
    if (marked || text.size() > std::numeric_limits<std::uint32_t>::max() / 2) {
        return refuse(ErrorCode::malformed);
    }
    JsonReader reader(depth_max);
    if (!nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &reader)) {
        return refuse(ErrorCode::malformed, reader.place());
    }
    // A zero is the end to the parser, whatever stands behind it.
    if (text.find('\0') != std::string_view::npos) {
        return refuse(ErrorCode::malformed);
    }
    return reader.take();
}

std::string_view JsonDocument::string(Node node) const noexcept {
    return text_of(nodes_[node].string);
}

std::string_view JsonDocument::name(Node node) const noexcept {
    return text_of(nodes_[node].name);
}

void JsonWriter::grow(std::size_t bytes) {
    constexpr std::size_t first_bytes = 1024;
    out_.resize(std::max(size_ + bytes, out_.empty() ? first_bytes : out_.size() * 2));
}

void JsonWriter::separate() {
    if (!first_) put(',');
    first_ = false;
}

void JsonWriter::open(char bracket) {
    separate();
    put(bracket);
    first_ = true;
}

void JsonWriter::close(char bracket) {
    put(bracket);
    first_ = false;
}

namespace {

/// How many of the first bytes stand in a JSON string as they are.
std::size_t plain_length(std::string_view text) noexcept {
    static constexpr auto is_plain = [] {
        std::array<bool, 256> table{};
        for (std::size_t byte = 0x20; byte < 0x80; ++byte)
            table[byte] = byte != '"' && byte != '\\' && byte != '<';
        return table;
    }();
    std::size_t length = 0;
    while (length < text.size()) {
        const auto byte = static_cast<unsigned char>(text[length]);
        if (is_plain[byte]) {
            ++length;
        } else if (byte >= 0x80U) {
            std::string_view rest = text.substr(length);
            if (!take_code_point(rest)) break;
            length = text.size() - rest.size();
        } else {
            break;
        }
    }
    return length;
}

}  // namespace

void JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    put(':');
    first_ = true;
}

void JsonWriter::string(std::string_view text) {
    separate();
    quote(text);
}

void JsonWriter::integer(std::int64_t value) {
    constexpr std::size_t digits_max = 20;
    separate();
    char* const digits = room(digits_max);
    size_ +=
        static_cast<std::size_t>(std::to_chars(digits, digits + digits_max, value).ptr - digits);
}

void JsonWriter::plain(std::string_view text) {
    separate();
    put(text);
}

void JsonWriter::quote(std::string_view text) {
    put('"');
    while (true) {
        const std::size_t plain = plain_length(text);
        put(text.substr(0, plain));
        if (plain == text.size()) break;
        escape(static_cast<unsigned char>(text[plain]));
        text.remove_prefix(plain + 1);
    }
    put('"');
}

void JsonWriter::escape(unsigned char byte) {
    constexpr std::string_view hex = "0123456789abcdef";
    if (byte >= 0x80U) {
        put("\xEF\xBF\xBD");  // what is no UTF-8 is replaced
    } else if (byte == '"' || byte == '\\') {
        put('\\');
        put(static_cast<char>(byte));
    } else if (byte == '\n') {
        put("\\n");
    } else {
        put("\\u00");
        put(hex[byte >> 4U]);
        put(hex[byte & 15U]);
    }
}

}  // namespace louxia::api
