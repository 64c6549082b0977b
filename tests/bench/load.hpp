#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Load on 127.0.0.1 from one thread: on a small machine many client threads would be what is
/// measured.
namespace louxia::bench {

struct HttpReply {
    int status = 0;
    std::string_view body;
};

/// The next request of a connection, as it goes over the wire; `before` is the answer to its last
/// one, with status 0 at the start.
using Script = std::function<const std::string&(std::size_t connection, const HttpReply& before)>;

struct Load {
    int port = 0;
    std::size_t connections = 1;
    std::int64_t ms_max = 1000;
    std::int64_t replies_max = 0;  ///< 0: as many as fit
};

struct LoadResult {
    double seconds = 0;
    std::vector<std::uint32_t> reply_us;  ///< of each 200
    std::int64_t refused = 0;             ///< any other status
    std::size_t body_bytes = 0;           ///< of the last 200
    std::string fault;                    ///< the first refusal or broken connection
};
[[nodiscard]] LoadResult run_load(const Load& load, const Script& script);

/// One line of JSON: replies, rate, p50_us, p99_us, bytes, refused, fault.
void print_result(LoadResult result);

/// A connected socket with TCP_NODELAY, or −1.
[[nodiscard]] int connect_to(int port);
/// The complete reply at the start of `bytes` (a Content-Length one), and its size there; size 0:
/// there is more to come.
struct ParsedReply {
    HttpReply reply;
    std::size_t size = 0;
};
[[nodiscard]] ParsedReply parse_reply(std::string_view bytes);

/// Reads one path over kept connections. `cookie` may be empty.
int load_path(const Load& load, std::string_view path, std::string_view cookie);

}  // namespace louxia::bench
