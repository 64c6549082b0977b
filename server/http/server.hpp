#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/app/context.hpp"
#include "server/http/log.hpp"

namespace louxia::http {

/// A line of /metrics that somebody else counts. `kind` is "gauge" or "counter".
struct Figure {
    std::string name;
    std::string kind;
    std::string help;
    std::int64_t value = 0;
};

struct Config {
    std::string bind = "127.0.0.1";
    int port = 8080;         ///< 0 chooses one
    std::string web_root;    ///< build/web; a missing folder gives pages without style or client
    std::string public_url;  ///< "https://louxia.example", behind a front; empty: as it is asked
    std::size_t connections_max = 320;
    /// Of one address, so that it cannot fill the server: two fifths of all, which leaves a
    /// building behind one router its phones. A front on this machine is not counted; for one on
    /// another, and for a router with more behind it, 0 takes the limit away.
    std::size_t connections_per_address = 128;
    /// Requests a minute, half of them at once; a change counts as five, files are not counted; 0:
    /// any number. Of one address: a neighbourhood's homes may share one, and open their lists in
    /// the same minute; this machine itself is not counted. Of one account: more than fingers can.
    std::int64_t requests_per_address = 6000;
    std::int64_t requests_per_account = 1200;
    std::size_t streams_max = 8000;
    int failed_sign_ins_per_minute = 20;  ///< by link, of one address
    int code_tries = 5;  ///< wrong typed codes in 15 minutes, of one address in one community
    /// The same of all addresses: few enough that 40 bits last, so many that one address alone
    /// cannot close the door for its neighbours.
    int community_code_tries = 60;
    bool log_requests = true;
    Log::Sink log_sink;  ///< unset: standard error
    /// The store's and the jobs' own figures, asked for at each /metrics; may be unset.
    std::function<std::vector<Figure>()> more_figures;
};

/// HTTP over the use cases: the API, event streams, pages, files. `context` outlives it.
class Server {
public:
    Server(app::Context& context, Config config);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Refused with unavailable "port" when the address is taken or not this machine's.
    [[nodiscard]] Result<void> start();
    [[nodiscard]] int port() const noexcept;
    /// Stops accepting, ends the streams, answers what is under way; within 5 s. May be called
    /// twice.
    void stop();
    /// For the server's other parts: one line of JSON each, no personal data.
    [[nodiscard]] Log& log();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace louxia::http
