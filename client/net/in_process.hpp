#pragma once

#include <deque>
#include <map>

#include "client/net/transport.hpp"

/// Both ends in one process, for tests: nothing happens until run() or pass().
namespace louxia::net {

/// What becomes of one request.
enum class Passage {
    through,
    request_lost,  ///< the server never sees it
    reply_lost,    ///< the server does it, and its answer is lost
};

/// Calls a server function directly. Losses are scripted; requests that are not delivered until the
/// next run() are under way.
class InProcessTransport final : public Transport {
public:
    std::function<Reply(const Outgoing&)> server;
    /// Asked for each request; without it all go through.
    std::function<Passage(const Outgoing&)> passage;

    void send(Outgoing request, std::function<void(Reply)> done) override;
    StreamId open_stream(const std::string& target, const std::vector<std::string>& names,
                         StreamCallbacks callbacks) override;
    void close_stream(StreamId stream) override;

    /// Delivers what is under way, and what that leads to. True when anything was.
    bool run();
    /// To every open stream.
    void send_event(std::string_view id, std::string_view name, std::string_view data);
    /// As a browser says it: `closed` means that it does not come back by itself.
    void break_streams(bool closed);
    /// Targets of the streams that are open now.
    [[nodiscard]] std::vector<std::string> open_streams() const;

private:
    struct UnderWay {
        Outgoing request;
        std::function<void(Reply)> done;
    };
    struct Stream {
        std::string target;
        StreamCallbacks callbacks;
    };

    std::deque<UnderWay> under_way_;
    std::map<StreamId, Stream> streams_;
    StreamId last_stream_ = 0;
};

/// A device whose clock stands until it is moved. Copy `storage` over for a reload of the page.
class InProcessDevice final : public Device {
public:
    std::map<std::string, std::string, std::less<>> storage;
    bool storage_full = false;

    explicit InProcessDevice(std::uint64_t seed = 1) : state_(seed) {}

    Timer after(std::int64_t delay_ms, std::function<void()> callback) override;
    void cancel(Timer timer) override;
    [[nodiscard]] std::int64_t utc_ms() const override { return now_ms_; }
    [[nodiscard]] std::string load(std::string_view key) const override;
    bool keep(std::string_view key, std::string_view text) override;
    void forget(std::string_view key) override;
    [[nodiscard]] std::uint64_t random() override;

    /// Moves the clock and runs the timers that fall due, in their order.
    void pass(std::int64_t duration_ms);
    /// Until the next timer; 0 when there is none.
    [[nodiscard]] std::int64_t next_due_in_ms() const;
    [[nodiscard]] std::size_t timers() const noexcept { return timers_.size(); }

private:
    struct Waiting {
        std::int64_t at_ms = 0;
        std::function<void()> callback;
    };

    std::map<Timer, Waiting> timers_;
    Timer last_timer_ = 0;
    std::int64_t now_ms_ = 1'795'312'800'000;
    std::uint64_t state_;
};

}  // namespace louxia::net
