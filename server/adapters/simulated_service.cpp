#include "server/adapters/simulated_service.hpp"

#include <algorithm>

namespace louxia::adapters {
namespace {

using namespace signing;

constexpr int notice_seconds_max = 10;

}  // namespace

SimulatedService::SimulatedService(Key key, Misbehaviour misbehaviour)
    : key_(std::move(key)), misbehaviour_(misbehaviour), random_(misbehaviour.seed) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(4); };
}

SimulatedService::~SimulatedService() {
    end();
}

void SimulatedService::answer(const std::string& path, Answer how) {
    server_.Post(path, [this, path, how = std::move(how)](const httplib::Request& in,
                                                          httplib::Response& out) {
        answer_signed(in, out, path, how);
    });
}

void SimulatedService::listen(int port) {
    const bool bound = port == 0 ? (port_ = server_.bind_to_any_port("127.0.0.1")) > 0
                                 : server_.bind_to_port("127.0.0.1", port);
    if (!bound) {
        port_ = 0;
        return;
    }
    if (port != 0) {
        port_ = port;
    }
    url_ = "http://127.0.0.1:" + std::to_string(port_);
    listening_ = std::thread([this] { server_.listen_after_bind(); });
    turning_ = std::thread([this] { run_turns(); });
    server_.wait_until_ready();
}

void SimulatedService::end() {
    {
        const Lock lock(mutex);
        stopping_ = true;
    }
    wake_.notify_all();
    server_.stop();
    for (std::thread* thread : {&listening_, &turning_}) {
        if (thread->joinable()) {
            thread->join();
        }
    }
}

void SimulatedService::answer_signed(const httplib::Request& in, httplib::Response& out,
                                     std::string_view path, const Answer& how) {
    const std::string time = in.get_header_value(std::string(time_header));
    const std::string signature = in.get_header_value(std::string(signature_header));
    const bool theirs =
        key_.verify(signature, "request " + std::string(path), time, in.body, machine_now_ms());
    if (!theirs) {
        out.status = 401;
        return;
    }
    const Lock lock(mutex);
    if (away_) {
        out.status = 503;
        return;
    }
    const auto body = how(in.body);
    const std::string now = std::to_string(machine_now_ms());
    out.status = !body ? 404 : falls(misbehaviour_.lost_replies) ? 503 : 200;
    const std::string text = out.status == 200 ? *body : "{}";
    out.set_content(text, "application/json");
    out.set_header(std::string(time_header), now);
    out.set_header(std::string(signature_header), key_.sign("reply " + signature, now, text));
}

void SimulatedService::send_notice(const std::string& url, const std::string& body) {
    if (falls(misbehaviour_.lost_notices)) {
        return;
    }
    const std::uint64_t times = falls(misbehaviour_.repeated_notices) ? 2 + random() % 3 : 1;
    for (std::uint64_t time = 0; time < times; ++time) {
        const auto wait = misbehaviour_.delay_ms_max > 0
                              ? random() % static_cast<std::uint64_t>(misbehaviour_.delay_ms_max)
                              : 0;
        turns_.push_back({Clock::now() + std::chrono::milliseconds(wait), url, body, {}});
    }
    wake_.notify_all();
}

void SimulatedService::later(std::int64_t ms, std::function<void()> work) {
    turns_.push_back({Clock::now() + std::chrono::milliseconds(ms), {}, {}, std::move(work)});
    wake_.notify_all();
}

void SimulatedService::send(const Turn& turn) const {
    const std::size_t path = turn.url.find('/', turn.url.find("://") + 3);
    if (path == std::string::npos) {
        return;
    }
    httplib::Client client(turn.url.substr(0, path));
    client.set_connection_timeout(notice_seconds_max);
    client.set_read_timeout(notice_seconds_max);
    const std::string now = std::to_string(machine_now_ms());
    static_cast<void>(
        client.Post(turn.url.substr(path),
                    {{std::string(time_header), now},
                     {std::string(signature_header), key_.sign("notice", now, turn.body)}},
                    turn.body, "application/json"));
}

void SimulatedService::run_turns() {
    std::unique_lock lock(mutex);
    while (!stopping_) {
        const auto next = std::min_element(
            turns_.begin(), turns_.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });
        if (!has_notices()) {
            idle_.notify_all();
        }
        if (next == turns_.end()) {
            wake_.wait(lock);
        } else if (next->at > Clock::now()) {
            const Clock::time_point at = next->at;  // the list may move while this waits
            wake_.wait_until(lock, at);
        } else {
            const Turn turn = std::move(*next);
            turns_.erase(next);
            if (turn.work) {
                turn.work();
                continue;
            }
            busy_ = true;
            lock.unlock();
            send(turn);
            lock.lock();
            busy_ = false;
        }
    }
}

bool SimulatedService::has_notices() const {
    return busy_ || std::any_of(turns_.begin(), turns_.end(),
                                [](const Turn& turn) { return !turn.url.empty(); });
}

void SimulatedService::wait_for_notices() {
    std::unique_lock lock(mutex);
    idle_.wait(lock, [this] { return !has_notices(); });
}

void SimulatedService::set_away(bool away) {
    const Lock lock(mutex);
    away_ = away;
}

}  // namespace louxia::adapters
