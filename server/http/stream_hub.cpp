#include "server/http/stream_hub.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

namespace louxia::http {
namespace {

constexpr std::int32_t reread_events = 500;
/// A cable that was pulled out sends nothing: heartbeats that stay unanswered this long end it.
constexpr unsigned int unanswered_ms_max = 20'000;

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

bool is_this_machine(const std::string& address) {
    return address == "127.0.0.1" || address == "::1" || address == "::ffff:127.0.0.1";
}

}  // namespace

bool may_see(const Viewer& viewer, const app::Event& event) noexcept {
    const bool leads = viewer.role == Role::leader;
    switch (event.audience) {
        case api::Audience::everyone: return true;
        case api::Audience::household:
            return leads || (viewer.role == Role::resident && viewer.household.is_set() &&
                             viewer.household.value == event.subject);
        case api::Audience::staff:
            return leads || ((viewer.role == Role::shop || viewer.role == Role::kiosk) &&
                             viewer.hub.is_set() && viewer.hub.value == event.subject);
        case api::Audience::courier:
            return leads || (viewer.role == Role::courier && viewer.courier.is_set() &&
                             viewer.courier.value == event.subject);
    }
    return false;
}

std::string stream_text(const app::Event& event) {
    return "id: " + std::to_string(event.seq) + "\nevent: " + event.name + "\ndata: " + event.data +
           "\n\n";
}

class StreamHub::Place {
public:
    Place(StreamHub& hub, std::string address) : hub_(hub), address_(std::move(address)) {}
    ~Place() { hub_.give_back(address_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    StreamHub& hub_;
    std::string address_;
};

struct StreamHub::Stream {
    int socket = -1;
    Viewer viewer;
    std::int64_t seq = 0;  ///< of the last event that was sent or was not for this viewer
    std::string waiting;
    std::int64_t beat_at_ms = 0;
    bool ended = false;
    bool waits_for_room = false;  ///< told to the kernel
    std::shared_ptr<Place> place;

    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        if (socket >= 0) {
            ::shutdown(socket, SHUT_RDWR);
            ::close(socket);
        }
    }
};

StreamHub::StreamHub(Limits limits, Reread reread, LiveSessions live_sessions)
    : limits_(limits),
      reread_(std::move(reread)),
      live_sessions_(std::move(live_sessions)),
      wake_fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      epoll_fd_(::epoll_create1(EPOLL_CLOEXEC)) {
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    wanted.data.ptr = nullptr;
    ::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, wake_fd_, &wanted);
    thread_ = std::thread([this] { run(); });
}

StreamHub::~StreamHub() {
    close();
    ::close(epoll_fd_);
    ::close(wake_fd_);
}

void StreamHub::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_fd_, &one, sizeof one);
}

void StreamHub::on_events(CommunityId community, const std::vector<app::Event>& events) {
    // A stream takes its place before the store is asked where it begins, and these are kept there.
    if (places_taken_ == 0) {
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        if (closing_) {
            return;
        }
        commits_.push_back(Commit{community, events, {}});
    }
    wake();
}

std::shared_ptr<StreamHub::Place> StreamHub::reserve(const std::string& address) {
    const std::lock_guard lock(places_mutex_);
    if (places_taken_ >= limits_.streams_max) {
        return nullptr;
    }
    std::size_t& taken = by_address_[address];
    if (taken >= limits_.per_address_max && !is_this_machine(address)) {
        return nullptr;
    }
    ++taken;
    ++places_taken_;
    return std::make_shared<Place>(*this, address);
}

void StreamHub::give_back(const std::string& address) {
    const std::lock_guard lock(places_mutex_);
    --places_taken_;
    const auto found = by_address_.find(address);
    if (--found->second == 0) {
        by_address_.erase(found);
    }
}

void StreamHub::add(int socket, Viewer viewer, std::int64_t seq, std::string first,
                    std::shared_ptr<Place> place) {
    auto stream = std::make_unique<Stream>();
    stream->socket = socket;
    stream->viewer = viewer;
    stream->seq = seq;
    stream->waiting = std::move(first);
    stream->beat_at_ms = steady_ms() + limits_.heartbeat_ms;
    stream->place = std::move(place);
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
    ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered_ms_max,
                 sizeof unanswered_ms_max);
    {
        const std::lock_guard lock(mutex_);
        if (closing_) {
            return;
        }
        arrivals_.push_back(std::move(stream));
    }
    wake();
}

void StreamHub::end_session(SessionId session) {
    {
        const std::lock_guard lock(mutex_);
        ended_.push_back(session);
    }
    wake();
}

void StreamHub::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wake();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void StreamHub::run() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (closing_) {
                arrivals_.clear();
                break;
            }
        }
        take_news();
        beat();
        ask_sessions();
        streams_.erase(std::remove_if(streams_.begin(), streams_.end(),
                                      [](const auto& stream) { return stream->ended; }),
                       streams_.end());
        look_at_sockets();
    }
    streams_.clear();
}

void StreamHub::take_news() {
    std::vector<Commit> commits;
    std::vector<std::unique_ptr<Stream>> arrivals;
    std::vector<SessionId> ended;
    {
        const std::lock_guard lock(mutex_);
        commits.swap(commits_);
        arrivals.swap(arrivals_);
        ended.swap(ended_);
    }
    for (auto& stream : arrivals) {
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.ptr = stream.get();
        ::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, stream->socket, &wanted);
        streams_.push_back(std::move(stream));
    }
    for (Commit& commit : commits) {
        commit.texts = texts_of(commit.events);
        if (!commit.events.empty()) {
            latest_[commit.community] =
                std::max(latest_[commit.community], commit.events.back().seq);
        }
    }
    for (const auto& stream : streams_) {
        const bool over =
            stream->viewer.session.is_set() &&
            std::find(ended.begin(), ended.end(), stream->viewer.session) != ended.end();
        stream->ended = stream->ended || over;
        for (const Commit& commit : commits) {
            if (commit.community == stream->viewer.community) {
                deliver(*stream, commit.events, commit.texts);
            }
        }
        if (stream->seq < latest_[stream->viewer.community]) {
            catch_up(*stream);
        }
        send_waiting(*stream);
    }
}

std::vector<std::string> StreamHub::texts_of(const std::vector<app::Event>& events) {
    std::vector<std::string> texts;
    texts.reserve(events.size());
    for (const app::Event& event : events) {
        texts.push_back(stream_text(event));
    }
    return texts;
}

void StreamHub::deliver(Stream& stream, const std::vector<app::Event>& events,
                        const std::vector<std::string>& texts) {
    for (std::size_t at = 0; at < events.size(); ++at) {
        const app::Event& event = events[at];
        // Out of step: the store's own order is asked again (catch_up).
        if (event.seq != stream.seq + 1 || stream.ended) {
            continue;
        }
        stream.seq = event.seq;
        if (may_see(stream.viewer, event)) {
            stream.waiting += texts[at];
        }
        stream.ended = stream.waiting.size() > limits_.queue_bytes_max;
    }
}

void StreamHub::catch_up(Stream& stream) {
    while (!stream.ended && stream.seq < latest_[stream.viewer.community]) {
        const std::int64_t before = stream.seq;
        const auto missed = reread_(stream.viewer.community, stream.seq, reread_events);
        deliver(stream, missed, texts_of(missed));
        if (stream.seq == before) {
            stream.ended = true;  // no longer kept, or the store cannot say: it comes again
        }
    }
}

void StreamHub::beat() {
    const std::int64_t now = steady_ms();
    for (const auto& stream : streams_) {
        if (now < stream->beat_at_ms || stream->ended) {
            continue;
        }
        // The id moves the reader on past events that were not for it; without data it is no event.
        stream->waiting += ": beat\nid: " + std::to_string(stream->seq) + "\n\n";
        stream->beat_at_ms = now + limits_.heartbeat_ms;
        send_waiting(*stream);
    }
}

void StreamHub::ask_sessions() {
    const std::int64_t now = steady_ms();
    if (now < ask_at_ms_ || !live_sessions_) {
        return;
    }
    ask_at_ms_ = now + limits_.ask_sessions_ms;
    std::map<CommunityId, std::vector<Stream*>> signed_in;
    for (const auto& stream : streams_) {
        if (stream->viewer.session.is_set() && !stream->ended) {
            signed_in[stream->viewer.community].push_back(stream.get());
        }
    }
    for (auto& [community, streams] : signed_in) {
        auto live = live_sessions_(community);
        if (!live) {
            continue;
        }
        std::sort(live->begin(), live->end());
        for (Stream* stream : streams) {
            stream->ended = !std::binary_search(live->begin(), live->end(), stream->viewer.session);
        }
    }
}

void StreamHub::listen_to(Stream& stream, bool room_too) const {
    if (stream.waits_for_room == room_too) {
        return;
    }
    stream.waits_for_room = room_too;
    epoll_event wanted{};
    wanted.events = room_too ? EPOLLIN | EPOLLOUT : EPOLLIN;
    wanted.data.ptr = &stream;
    ::epoll_ctl(epoll_fd_, EPOLL_CTL_MOD, stream.socket, &wanted);
}

void StreamHub::send_waiting(Stream& stream) const {
    while (!stream.ended && !stream.waiting.empty()) {
        const auto sent = ::send(stream.socket, stream.waiting.data(), stream.waiting.size(),
                                 MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            stream.waiting.erase(0, static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            listen_to(stream, true);
            return;
        } else if (errno != EINTR) {
            stream.ended = true;
        }
    }
    listen_to(stream, false);
}

void StreamHub::look_at_sockets() {
    std::int64_t next_beat = steady_ms() + limits_.heartbeat_ms;
    for (const auto& stream : streams_) {
        next_beat = std::min(next_beat, stream->beat_at_ms);
    }
    if (!streams_.empty() && live_sessions_) {
        next_beat = std::min(next_beat, ask_at_ms_);
    }
    const auto wait_ms = std::clamp<std::int64_t>(next_beat - steady_ms(), 0, 60'000);
    std::array<epoll_event, 512> seen{};
    const int count = ::epoll_wait(epoll_fd_, seen.data(), static_cast<int>(seen.size()),
                                   static_cast<int>(wait_ms));
    for (int at = 0; at < count; ++at) {
        const epoll_event& event = seen[static_cast<std::size_t>(at)];
        if (event.data.ptr == nullptr) {
            std::uint64_t woken = 0;
            [[maybe_unused]] const auto read = ::read(wake_fd_, &woken, sizeof woken);
            continue;
        }
        Stream& stream = *static_cast<Stream*>(event.data.ptr);
        if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) {
            stream.ended = true;
        } else if ((event.events & EPOLLIN) != 0) {
            // A reader has nothing to say; what it says is thrown away, its hanging up is not.
            std::array<char, 512> thrown_away{};
            const auto got =
                ::recv(stream.socket, thrown_away.data(), thrown_away.size(), MSG_DONTWAIT);
            stream.ended = got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
        }
        if ((event.events & EPOLLOUT) != 0) {
            send_waiting(stream);
        }
    }
}

}  // namespace louxia::http
