#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"

/// Plain JSON, below the messages: reading into a flat document, writing without one.
namespace louxia::api {

/// A parsed text (RFC 8259, UTF-8, no byte-order mark). Nodes stand in reading order, the children
/// of a node right behind it. Our messages' numbers are 64-bit integers; others' may be more.
class JsonDocument {
public:
    enum class Kind : std::uint8_t {
        null,
        boolean,
        integer,
        big_integer,  ///< an integer beyond 64 bits
        fraction,     ///< written with a point or an exponent
        string,
        array,
        object,
    };
    using Node = std::uint32_t;

    /// Refused with malformed, naming the place: not JSON, not UTF-8, anything behind the value, or
    /// nested deeper than `depth_max`.
    [[nodiscard]] static Result<JsonDocument> parse(std::string_view text, int depth_max);

    [[nodiscard]] Node root() const noexcept { return 0; }
    [[nodiscard]] Kind kind(Node node) const noexcept { return nodes_[node].kind; }
    [[nodiscard]] bool boolean(Node node) const noexcept { return nodes_[node].integer != 0; }
    [[nodiscard]] std::int64_t integer(Node node) const noexcept { return nodes_[node].integer; }
    /// Of any number, as near as a double comes; nothing of what is none.
    [[nodiscard]] std::optional<double> number(Node node) const noexcept;
    [[nodiscard]] std::string_view string(Node node) const noexcept;
    /// The name of a member of an object; empty for elements of a list.
    [[nodiscard]] std::string_view name(Node node) const noexcept;
    /// for (n = first(parent); n != after(parent); n = after(n))
    [[nodiscard]] Node first(Node parent) const noexcept { return parent + 1; }
    [[nodiscard]] Node after(Node node) const noexcept { return nodes_[node].after; }

private:
    friend class JsonReader;
    struct Part {
        std::uint32_t at = 0;
        std::uint32_t length = 0;
    };
    struct Record {
        Kind kind = Kind::null;
        Node after = 0;
        Part name;
        Part string;
        std::int64_t integer = 0;
    };
    [[nodiscard]] std::string_view text_of(Part part) const noexcept {
        return std::string_view(texts_).substr(part.at, part.length);
    }

    std::vector<Record> nodes_;
    std::string texts_;
};

/// Writes JSON without spaces, in the order of the calls; the same calls give the same bytes.
/// `<` is escaped, so that the text may stand inside a page's script element.
class JsonWriter {
public:
    void open_object() { open('{'); }
    void close_object() { close('}'); }
    void open_array() { open('['); }
    void close_array() { close(']'); }
    void key(std::string_view name);
    /// Bytes that are not UTF-8 become U+FFFD.
    void string(std::string_view text);
    void integer(std::int64_t value);
    void boolean(bool value) { plain(value ? "true" : "false"); }
    void null() { plain("null"); }
    /// Another JSON text as one value.
    void raw(std::string_view json) { plain(json); }

    void member(std::string_view name, std::string_view text) {
        key(name);
        string(text);
    }

    [[nodiscard]] std::string take() {
        out_.resize(size_);
        return std::move(out_);
    }

private:
    void open(char bracket);
    void close(char bracket);
    void plain(std::string_view text);
    void quote(std::string_view text);
    void escape(unsigned char byte);
    void separate();
    void put(char byte) {
        *room(1) = byte;
        ++size_;
    }
    void put(std::string_view text) {
        text.copy(room(text.size()), text.size());
        size_ += text.size();
    }
    /// Where the next `bytes` may be written.
    char* room(std::size_t bytes) {
        if (out_.size() - size_ < bytes) grow(bytes);
        return out_.data() + size_;
    }
    void grow(std::size_t bytes);

    std::string out_;
    std::size_t size_ = 0;  // of what is written; behind it stands room
    bool first_ = true;     // no value stands before the next one
};

}  // namespace louxia::api
