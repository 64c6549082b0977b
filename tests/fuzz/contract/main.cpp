// What the contract gives a fuzzer, from the tables that the program itself uses, so that nothing
// of it can grow stale:
//   louxia_fuzz_contract words          names of endpoints, events and fields, and the enums' words
//   louxia_fuzz_contract paths          the parts of all paths, "/orders"
//   louxia_fuzz_contract seeds FOLDER   a request and a reply of each endpoint, and each event

#include <cstdio>
#include <fstream>
#include <set>
#include <string>

#include "shared/api/all.hpp"
#include "shared/api/codec.hpp"
#include "shared/api/endpoint_table.hpp"
#include "tests/shared/api/filler.hpp"

namespace {

using namespace louxia;
using Words = std::set<std::string, std::less<>>;

void add_words(Words& words, const api::schema::Message& message);

void add_words(Words& words, const api::schema::Type& type) {
    for (const auto& word : type.words)
        words.emplace(word.word);
    if (type.element != nullptr) add_words(words, *type.element);
    if (type.message != nullptr) add_words(words, *type.message);
}

void add_words(Words& words, const api::schema::Message& message) {
    for (const auto& member : message) {
        words.emplace(member.name);
        add_words(words, *member.type);
    }
}

Words all_words() {
    Words words;
    for (const auto& row : api::endpoint_table) {
        words.emplace(row.name);
        add_words(words, *row.shape.fields);
        add_words(words, *row.response);
    }
    for (const auto& row : api::event_table) {
        words.emplace(row.name);
        add_words(words, *row.fields);
    }
    return words;
}

Words all_paths() {
    Words parts;
    for (const auto& row : api::endpoint_table) {
        std::string_view path = row.shape.path;
        while (!path.empty()) {
            const std::size_t end = path.find('/', 1);
            const std::string_view part = path.substr(0, end);
            if (part.find('{') == std::string_view::npos) parts.emplace(part);
            path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
        }
    }
    return parts;
}

int print(const Words& words) {
    for (const auto& word : words)
        std::printf("%s\n", word.c_str());
    return 0;
}

int write_seeds(const std::string& folder) {
    test::Random random(7);
    const auto write = [&](std::string_view name, std::string_view kind, const std::string& text) {
        std::ofstream(folder + "/" + std::string(name) + "_" + std::string(kind), std::ios::binary)
            << text;
    };
    api::for_each_type(api::Endpoints{}, [&]<class E>() {
        const auto request = test::filled<typename E::Request>(random);
        const auto encoded = api::encode_request<E>(request);
        const std::size_t mark = encoded.target.find('?');
        const std::string query =
            mark == std::string::npos ? std::string{} : encoded.target.substr(mark + 1);
        const std::string name(E::name);
        write(name, "request", name + "\n" + query + "\n" + encoded.body);
        const auto reply = test::filled<typename E::Response>(random);
        write(name, "reply", name + "\n\n" + api::encode(reply));
    });
    api::for_each_type(api::Events{}, [&]<class E>() {
        write(E::name, "event",
              std::string(E::name) + "\n\n" + api::encode(test::filled<E>(random)));
    });
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view what = count > 1 ? arguments[1] : "";
    if (what == "words") return print(all_words());
    if (what == "paths") return print(all_paths());
    if (what == "seeds" && count == 3) return write_seeds(arguments[2]);
    std::fprintf(stderr, "words, paths, or seeds FOLDER\n");
    return 2;
}
