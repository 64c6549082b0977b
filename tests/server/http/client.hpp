#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A small HTTP client over plain sockets, so that tests can also say what no library would send.
namespace louxia::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
    int status = 0;  ///< 0: the connection ended without an answer
    Headers headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view text) const {
        return body.find(text) != std::string::npos;
    }
};

class Connection {
public:
    /// With room for so many bytes that were not read yet; 0: what the system gives.
    explicit Connection(int port, int unread_bytes = 0);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void send(std::string_view bytes) const;
    /// One answer; waits at most that long for each piece of it.
    [[nodiscard]] Reply read_reply(int wait_ms = 10'000);
    /// The same to a HEAD, which has no body whatever it says.
    [[nodiscard]] Reply read_head(int wait_ms = 10'000);
    /// Whatever comes next; empty when it ended or nothing came in time.
    [[nodiscard]] std::string read_some(int wait_ms);
    /// True when the other end has closed within the time.
    [[nodiscard]] bool ends_within(int wait_ms);
    void hang_up();

private:
    int socket_ = -1;
    std::string read_;
};

/// One request on a connection of its own.
[[nodiscard]] Reply send_raw(int port, std::string_view bytes);
[[nodiscard]] Reply request(int port, std::string_view method, std::string_view target,
                            const Headers& headers = {}, std::string_view body = {});
[[nodiscard]] Reply get(int port, std::string_view target, const Headers& headers = {});
/// JSON; adds a fresh idempotency key unless the headers have one.
[[nodiscard]] Reply post(int port, std::string_view target, std::string_view json,
                         Headers headers = {});
[[nodiscard]] Reply post_form(int port, std::string_view target, std::string_view fields,
                              Headers headers = {});

/// The value of the first `name="…"` hidden field of a page.
[[nodiscard]] std::string hidden_field(const Reply& page, std::string_view name);
/// What stands between two texts; empty when it is not there.
[[nodiscard]] std::string between(std::string_view text, std::string_view before,
                                  std::string_view after);

/// One block of an event stream.
struct StreamEvent {
    std::optional<std::int64_t> id;
    std::string name;
    std::string data;
};
class EventReader {
public:
    EventReader(int port, std::string_view query, const Headers& headers = {});
    [[nodiscard]] int status() const { return status_; }
    [[nodiscard]] std::string header(std::string_view name) const { return head_.header(name); }
    /// The next event with a name; nothing within the time.
    [[nodiscard]] std::optional<StreamEvent> next(int wait_ms = 20'000);
    [[nodiscard]] bool ends_within(int wait_ms) { return connection_.ends_within(wait_ms); }
    void hang_up() { connection_.hang_up(); }

private:
    Connection connection_;
    Reply head_;
    int status_ = 0;
    std::string text_;
};

}  // namespace louxia::test
