// The name of a widget: stable from frame to frame, unique within a screen.
#pragma once

#include <cstdint>
#include <string_view>

namespace louxia::ui {

// Made from a word and, in lists, a number or a second word: Id("add", item.id.value()).
// 31 bits; 0 is "no widget".
struct Id {
    std::uint32_t value = 0;

    constexpr Id() = default;
    constexpr Id(const char* word) : Id(std::string_view(word)) {}  // NOLINT: written as a word
    constexpr explicit Id(std::string_view word) : value(finish(hash(2166136261u, word))) {}
    constexpr Id(std::string_view word, std::uint64_t number)
        : value(finish(hash(hash(2166136261u, word), number))) {}
    constexpr Id(std::string_view word, std::string_view part)
        : value(finish(hash(hash(hash(2166136261u, word), std::uint64_t{31}), part))) {}
    // A part of this widget: id.child("minus").
    constexpr Id child(std::string_view word, std::uint64_t number = 0) const {
        Id out;
        out.value = finish(hash(hash(hash(2166136261u, std::uint64_t{value}), word), number));
        return out;
    }
    constexpr explicit operator bool() const { return value != 0; }
    bool operator==(const Id&) const = default;

private:
    static constexpr std::uint32_t step(std::uint32_t h, unsigned byte) {
        return (h ^ (byte & 0xFFu)) * 16777619u;
    }
    static constexpr std::uint32_t hash(std::uint32_t h, std::string_view s) {
        for (const char c : s)
            h = step(h, static_cast<unsigned char>(c));
        return h;
    }
    static constexpr std::uint32_t hash(std::uint32_t h, std::uint64_t n) {
        for (int i = 0; i < 8; ++i)
            h = step(h, static_cast<unsigned>(n >> (8 * i)));
        return h;
    }
    static constexpr std::uint32_t finish(std::uint32_t h) {
        h = (h ^ (h >> 15)) & 0x7FFFFFFFu;
        return h == 0 ? 1 : h;
    }
};

}  // namespace louxia::ui
