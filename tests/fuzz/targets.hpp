#pragma once

#include <string_view>

/// What is fuzzed: each takes any bytes, runs them through parsers that strangers can reach and
/// ends the program when something that must hold does not. `make fuzz` runs them under libFuzzer,
/// seeds_test.cpp runs the kept corpus through them on every run of the tests.
namespace louxia::fuzz {

/// A line with an endpoint's or event's name, a line with its query, then the JSON body.
void json(std::string_view bytes);
/// A line with an endpoint's name, then the form as a browser posts it.
void form(std::string_view bytes);
/// A supplier's price sheet as uploaded.
void sheet(std::string_view bytes);
/// A request's target: path?query.
void target(std::string_view bytes);
/// A request's header lines, "Name: value".
void headers(std::string_view bytes);
/// An uploaded picture or clip.
void picture(std::string_view bytes);
/// A line with the client's data, then the authenticator's without its first 32 bytes.
void passkey(std::string_view bytes);
/// An ID token, its claims, or the file that names a provider.
void identity(std::string_view bytes);
/// A message of a provider of online payments.
void payment(std::string_view bytes);
/// A message of a provider of crowd riders.
void crowd(std::string_view bytes);

struct Target {
    std::string_view name;  ///< also its folder in corpus/ and its dictionary in dictionaries/
    void (*run)(std::string_view bytes);
};
inline constexpr Target targets[] = {
    {"json", json},       {"form", form},       {"sheet", sheet},     {"target", target},
    {"headers", headers}, {"picture", picture}, {"passkey", passkey}, {"identity", identity},
    {"payment", payment}, {"crowd", crowd},
};

/// Says what does not hold and aborts, so that libFuzzer and doctest alike take note.
void demand(bool holds, const char* what);

/// The text up to the first line end, which is taken off `rest` with it.
[[nodiscard]] std::string_view take_line(std::string_view& rest);
/// A number made from the text, for choosing one of a list by a name that is in none.
[[nodiscard]] std::size_t number_of(std::string_view text);

}  // namespace louxia::fuzz
