#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "server/app/store.hpp"

namespace louxia::http {

/// Who listens, for the events' audiences.
struct Viewer {
    CommunityId community;
    std::optional<Role> role;  ///< unset: nobody signed in
    HouseholdId household;
    HubId hub;
    CourierId courier;
    SessionId session;
};
[[nodiscard]] bool may_see(const Viewer& viewer, const app::Event& event) noexcept;
/// The event as Server-Sent Events write it.
[[nodiscard]] std::string stream_text(const app::Event& event);

/// All open event streams, served by one thread that waits for sockets and commits, so that a
/// stream costs a socket and some bytes, and streams can never take the requests' threads. A socket
/// is handed over when the stream's head is out. A client that hangs up is noticed at once; one
/// that does not read is dropped when its queue is full, and resumes where it was.
class StreamHub {
public:
    struct Limits {
        std::size_t streams_max = 8000;
        std::size_t per_address_max = 48;  ///< not counted for this machine itself
        std::size_t queue_bytes_max = 256U * 1024U;
        std::int64_t heartbeat_ms = 15'000;
        std::int64_t ask_sessions_ms = 5'000;
    };
    /// Reads up to `limit` events after a seq, for streams that fell behind. Never waits for a
    /// writer.
    using Reread =
        std::function<std::vector<app::Event>(CommunityId, std::int64_t seq, std::int32_t limit)>;

    /// The sessions of a community that have not ended, so that streams stop whose session was
    /// ended by another process; asked every few seconds if there is somebody to ask. Nothing: the
    /// store cannot say now.
    using LiveSessions = std::function<std::optional<std::vector<SessionId>>(CommunityId)>;

    StreamHub(Limits limits, Reread reread, LiveSessions live_sessions = {});
    ~StreamHub();
    StreamHub(const StreamHub&) = delete;
    StreamHub& operator=(const StreamHub&) = delete;

    /// From the store's writer, in seq order; returns at once.
    void on_events(CommunityId community, const std::vector<app::Event>& events);

    /// A place among the streams, given back when the last copy goes. Null: full.
    class Place;
    [[nodiscard]] std::shared_ptr<Place> reserve(const std::string& address);

    /// `first` goes out before anything else; it covers events up to `seq`.
    void add(int socket, Viewer viewer, std::int64_t seq, std::string first,
             std::shared_ptr<Place> place);
    /// Ends the streams of a session that has signed out.
    void end_session(SessionId session);
    /// Ends all; none can be added any more.
    void close();

    [[nodiscard]] std::size_t open_streams() const noexcept { return places_taken_; }

private:
    struct Stream;
    struct Commit {
        CommunityId community;
        std::vector<app::Event> events;
        std::vector<std::string> texts;  ///< of the events, made once for all streams
    };
    void run();
    void take_news();
    static std::vector<std::string> texts_of(const std::vector<app::Event>& events);
    void deliver(Stream& stream, const std::vector<app::Event>& events,
                 const std::vector<std::string>& texts);
    void catch_up(Stream& stream);
    void beat();
    void ask_sessions();
    void look_at_sockets();
    void wake() const;
    void send_waiting(Stream& stream) const;
    void listen_to(Stream& stream, bool room_too) const;
    void give_back(const std::string& address);

    const Limits limits_;
    const Reread reread_;
    const LiveSessions live_sessions_;
    int wake_fd_ = -1;
    int epoll_fd_ = -1;

    std::mutex mutex_;  ///< of what other threads leave here
    std::vector<Commit> commits_;
    std::vector<std::unique_ptr<Stream>> arrivals_;
    std::vector<SessionId> ended_;
    bool closing_ = false;

    std::mutex places_mutex_;
    std::map<std::string, std::size_t> by_address_;
    std::atomic<std::size_t> places_taken_{0};

    std::vector<std::unique_ptr<Stream>> streams_;  ///< the thread's own
    std::map<CommunityId, std::int64_t> latest_;    ///< the thread's own
    std::int64_t ask_at_ms_ = 0;                    ///< the thread's own
    std::thread thread_;
};

}  // namespace louxia::http
