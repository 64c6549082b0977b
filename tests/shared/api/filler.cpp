#include "tests/shared/api/filler.hpp"

#include <cstring>

#include "shared/base/text.hpp"

namespace louxia::test {
namespace {

using api::schema::Kind;
using api::schema::Member;
using api::schema::Message;
using api::schema::Type;

std::int64_t between(Random& random, std::int64_t least, std::int64_t most) {
    const auto span = static_cast<std::uint64_t>(most - least) + 1;
    const std::uint64_t high = random();
    const std::uint64_t drawn = (high << 32U) | random();
    return least + static_cast<std::int64_t>(drawn % span);
}

bool now_and_then(Random& random) {
    return random() % 3 == 0;
}

std::string any_text(Random& random) {
    constexpr char32_t spread[] = {0x7F, 0x80, 0x7FF, 0xFFFD, 0x4E00, 0x9FFF, 0x10FFFF};
    std::string text;
    for (auto left = random() % 12; left > 0; --left) {
        const std::uint32_t kind = random() % 4;
        const auto offset = static_cast<char32_t>(between(random, 0, 94));
        append_utf8(text, kind == 0   ? spread[random() % std::size(spread)]
                          : kind == 1 ? static_cast<char32_t>(random() % 0x20)
                          : kind == 2 ? U'\u4E00' + offset
                                      : U' ' + offset);
    }
    return text;
}

template <class T>
void put(void* value, T made) {
    std::memcpy(value, &made, sizeof made);
}

void fill_value(Random& random, const Type& type, void* value) {
    constexpr std::int64_t far = 9'007'199'254'740'991;
    switch (type.kind) {
        case Kind::boolean: *static_cast<bool*>(value) = now_and_then(random); break;
        case Kind::int32: put(value, static_cast<std::int32_t>(random())); break;
        case Kind::int64: put(value, between(random, -far, far)); break;
        case Kind::text: *static_cast<std::string*>(value) = any_text(random); break;
        case Kind::id: put(value, static_cast<std::uint64_t>(between(random, 1, far))); break;
        case Kind::money:
            put(value, Money::fen_unchecked(between(random, -Money::limit_fen, Money::limit_fen)));
            break;
        case Kind::pieces: put(value, Pieces{between(random, -far, far)}); break;
        case Kind::grams: put(value, Grams{between(random, -far, far)}); break;
        case Kind::instant: put(value, Instant{between(random, 1, 253'402'300'799'999)}); break;
        case Kind::date: put(value, civil_from_days(between(random, 0, 2'932'896))); break;
        case Kind::word: put(value, type.words.first[random() % type.words.count].number); break;
        case Kind::list:
            type.list->make(value, random() % 4);
            for (std::size_t index = 0; index < type.list->size(value); ++index) {
                fill_value(random, *type.element, type.list->of(value, index));
            }
            break;
        case Kind::maybe: fill_value(random, *type.element, type.maybe->make(value)); break;
        case Kind::message: fill(random, *type.message, value); break;
    }
}

}  // namespace

void fill(Random& random, const Message& fields, void* message) {
    for (const Member& member : fields) {
        if (!member.required && now_and_then(random)) continue;
        fill_value(random, *member.type, member.of(message));
    }
}

}  // namespace louxia::test
