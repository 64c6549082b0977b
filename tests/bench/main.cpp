// The native part of tests/bench/*.mjs, which say what each word measures.

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/bench/http.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/orders.hpp"
#include "tests/bench/routes.hpp"
#include "tests/bench/screens.hpp"
#include "tests/bench/streams.hpp"

namespace {

louxia::bench::Load load_of(char** words, const char* connections, const char* ms) {
    louxia::bench::Load load;
    load.port = std::atoi(words[2]);
    load.connections = std::strtoul(connections, nullptr, 10);
    load.ms_max = std::atoll(ms);
    return load;
}

}  // namespace

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
    if (count >= 6 && std::string_view(words[1]) == "load-path") {
        return louxia::bench::load_path(load_of(words, words[4], words[5]), words[3],
                                        count > 6 ? words[6] : "");
    }
    if (count >= 7 && std::string_view(words[1]) == "load-orders") {
        louxia::bench::Load load = load_of(words, words[5], words[6]);
        load.replies_max = count > 7 ? std::atoll(words[7]) : 0;
        const std::string_view errand = words[4];
        return louxia::bench::load_orders(load, words[3],
                                          errand == "shop"     ? louxia::bench::Errand::shop
                                          : errand == "finish" ? louxia::bench::Errand::finish
                                                               : louxia::bench::Errand::order);
    }
    if (count == 5 && std::string_view(words[1]) == "streams") {
        return louxia::bench::hold_streams(std::atoi(words[2]), words[3], words[4]);
    }
    if (count == 5 && std::string_view(words[1]) == "routes") {
        return louxia::bench::solve_routes(words[2], std::strtoull(words[3], nullptr, 10),
                                           std::strtoull(words[4], nullptr, 10));
    }
    std::fprintf(stderr,
                 "usage: louxia_bench screens FOLDER | http-constant BYTES | "
                 "http-load PORT PATH MS |\n"
                 "  load-path PORT PATH CONNECTIONS MS [COOKIE] |\n"
                 "  load-orders PORT PLAN order|finish|shop CONNECTIONS MS [REPLIES] |\n"
                 "  streams PORT PATH CHANGE |\n"
                 "  routes FILE EVALUATIONS SEED\n");
    return 2;
}
