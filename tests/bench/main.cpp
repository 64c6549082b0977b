// The native part of tests/bench/*.mjs, which say what each word measures.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/bench/http.hpp"
#include "tests/bench/screens.hpp"

int main(int count, char** words) {
    if (count == 3 && std::string_view(words[1]) == "screens") {
        return louxia::bench::measure_screens(words[2]);
    }
    if (count == 3 && std::string_view(words[1]) == "http-constant") {
        return louxia::bench::serve_constant(std::strtoul(words[2], nullptr, 10));
    }
    if (count == 5 && std::string_view(words[1]) == "http-load") {
        return louxia::bench::load_http(std::atoi(words[2]), words[3], std::atoi(words[4]));
    }
    std::fprintf(stderr,
                 "usage: louxia_bench screens FOLDER | http-constant BYTES | "
                 "http-load PORT PATH MS\n");
    return 2;
}
