#include "server/http/engine.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

#include "server/http/body_budget.hpp"
#include "server/http/guard.hpp"
#include "server/http/idle_connections.hpp"
#include "server/http/socket_stream.hpp"
#include "shared/base/ascii.hpp"

namespace louxia::http {
namespace {

using SteadyClock = std::chrono::steady_clock;

class LibraryHeaders final : public HeaderSource {
public:
    explicit LibraryHeaders(const httplib::Headers& headers) : headers_(headers) {}
    // One by one: a request has some ten, and the library's table would be asked with a copy of the
    // name.
    [[nodiscard]] std::string get(std::string_view name) const override {
        const auto found = std::ranges::find_if(headers_, [name](const auto& header) {
            return is_same_in_any_case(header.first, name);
        });
        return found == headers_.end() ? std::string{} : found->second;
    }
    [[nodiscard]] std::size_t count(std::string_view name) const override {
        return static_cast<std::size_t>(std::ranges::count_if(headers_, [name](const auto& header) {
            return is_same_in_any_case(header.first, name);
        }));
    }

private:
    const httplib::Headers& headers_;
};

/// A thread per connection, made when needed and kept. The library's own pool takes a thread that
/// has been woken, but has not run yet, for a free one, and lets a connection wait behind a long
/// one.
class Threads final : public httplib::TaskQueue {
public:
    Threads(std::size_t threads_max, std::size_t queue_max)
        : threads_max_(threads_max), queue_max_(queue_max) {}
    bool enqueue(std::function<void()> work) override {
        const std::lock_guard lock(mutex_);
        if (ending_ || waiting_.size() >= queue_max_) {
            return false;
        }
        waiting_.push_back(std::move(work));
        if (waiting_.size() > free_ && threads_.size() < threads_max_) {
            threads_.emplace_back([this] { run(); });
        }
        arrived_.notify_one();
        return true;
    }
    void shutdown() override {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        arrived_.notify_all();
        for (std::thread& thread : threads_) {
            thread.join();
        }
        threads_.clear();
    }

private:
    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            ++free_;
            arrived_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            --free_;
            if (waiting_.empty()) {
                return;
            }
            const std::function<void()> work = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
    }

    const std::size_t threads_max_;
    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> waiting_;
    std::vector<std::thread> threads_;
    std::size_t free_ = 0;
    bool ending_ = false;
};

/// What the connection on this thread is about; the library offers no place for it.
struct Connection {
    SocketStream* stream = nullptr;
    /// Of the request under way, once its head is read. The library is told "/" instead: it would
    /// match each by a regular expression, and all of ours go to one handler.
    std::string path;
    std::optional<std::string> guarded;  ///< what guard_head says of it, once asked
    std::string_view common_lines;       ///< of the answer
    TakeSocket take_socket;
    /// The last answer said that nothing more is read here: where a head was refused, nobody can
    /// know where the next one begins.
    bool told_to_close = false;
};
thread_local Connection* current = nullptr;

const std::string& guard(const HeaderSource& headers) {
    if (!current->guarded) {
        current->guarded = guard_head(headers);
    }
    return *current->guarded;
}

const std::string& path_of(const httplib::Request& in) {
    return current->path.empty() ? in.path : current->path;
}

std::string last_listed(const std::string& list) {
    const std::size_t comma = list.rfind(',');
    std::string last = comma == std::string::npos ? list : list.substr(comma + 1);
    last.erase(0, last.find_first_not_of(' '));
    return last.substr(0, 64);
}

}  // namespace

class Engine::Carrier final : public httplib::Server {
public:
    Carrier(Limits limits, Engine::Handler handler, Finisher finisher)
        : limits_(limits), handler_(std::move(handler)), finisher_(std::move(finisher)) {
        new_task_queue = [this] { return new Threads(limits_.threads_max, limits_.queue_max); };
        // The library's default shares the port with any other process that asks for it.
        set_socket_options([](socket_t socket) {
            const int on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        set_tcp_nodelay(true);
        set_keep_alive_max_count(std::numeric_limits<std::size_t>::max());
        set_keep_alive_timeout(idle_s);
        set_payload_max_length(limits_.body_bytes_max);
        set_write_timeout(write_ms / 1000);
        set_pre_routing_handler([this](const httplib::Request& in, httplib::Response& out) {
            if (in.method == "POST" && path_of(in).size() <= limits_.path_bytes_max &&
                guard(LibraryHeaders(in.headers)).empty()) {
                return HandlerResponse::Unhandled;  // to the handler below, which reads the body
            }
            answer(in, out, nullptr);
            return HandlerResponse::Handled;
        });
        Post("/", [this](const httplib::Request& in, httplib::Response& out,
                         const httplib::ContentReader& reader) { answer(in, out, &reader); });
        set_error_handler([this](const httplib::Request& in, httplib::Response& out) {
            if (out.body.empty() && !out.content_provider_) {
                refuse_early(in, out);
            }
        });
        set_post_routing_handler([](const httplib::Request&, httplib::Response& out) {
            current->told_to_close = out.get_header_value("Connection") == "close";
            if (out.headers.erase("Keep-Alive") > 0 && !current->told_to_close) {
                out.set_header("Keep-Alive", "timeout=" + std::to_string(idle_s));
            }
        });

        set_header_writer([](httplib::Stream& out, const httplib::Headers& headers) {
            std::string lines(current->common_lines);
            for (const auto& [name, value] : headers) {
                lines.append(name).append(": ").append(value).append("\r\n");
            }
            return out.write(lines.append("\r\n"));
        });
    }

    void run() {
        // All phones of a community come back at the same moment when the server was away.
        ::listen(svr_sock_, backlog);
        acceptor_ = std::thread([this] { listen_after_bind(); });
        wait_until_ready();
    }
    void end() {
        idle_.end();
        stop();
        if (acceptor_.joinable()) {
            acceptor_.join();
        }
    }
    int port = 0;

private:
    static constexpr int backlog = 4096;
    static constexpr int idle_s = 10;
    static constexpr int idle_when_busy_s = 1;
    static constexpr std::int64_t write_ms = 15'000;
    static constexpr ssize_t unread_bytes_max = 1 << 20;

    /// A place among those of one address, given back at the end. A front on this machine speaks
    /// for everybody and is not counted.
    class Seat {
    public:
        Seat(Carrier& carrier, const std::string& address) : carrier_(carrier) {
            const std::size_t most = carrier_.limits_.per_address_max;
            if (most == 0 || is_this_machine(address)) {
                return;
            }
            const std::lock_guard lock(carrier_.seats_mutex_);
            std::size_t& taken = carrier_.seats_[address];
            if (taken < most) {
                ++taken;
                address_ = address;
            } else {
                free_ = false;
            }
        }
        ~Seat() {
            if (address_.empty()) {
                return;
            }
            const std::lock_guard lock(carrier_.seats_mutex_);
            const auto taken = carrier_.seats_.find(address_);
            if (--taken->second == 0) {
                carrier_.seats_.erase(taken);
            }
        }
        Seat(const Seat&) = delete;
        Seat& operator=(const Seat&) = delete;
        [[nodiscard]] bool is_free() const noexcept { return free_; }

    private:
        Carrier& carrier_;
        std::string address_;
        bool free_ = true;
    };

    static void turn_away(socket_t socket) {
        constexpr std::string_view full =
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
            "Connection: close\r\n\r\n";
        static_cast<void>(::send(socket, full.data(), full.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
        httplib::detail::shutdown_socket(socket);
        httplib::detail::close_socket(socket);
    }

    bool process_and_close_socket(socket_t socket) override {
        std::string remote;
        int remote_port = 0;
        httplib::detail::get_remote_ip_and_port(socket, remote, remote_port);
        const Seat seat(*this, remote);
        if (!seat.is_free()) {
            turn_away(socket);
            return false;
        }
        Connection connection;
        current = &connection;
        const bool done = answer_requests(socket, connection, remote, remote_port);
        current = nullptr;
        if (connection.take_socket) {
            connection.take_socket(static_cast<int>(socket));
            return done;
        }
        if (connection.told_to_close) {
            let_read(socket);
        }
        httplib::detail::shutdown_socket(socket);
        httplib::detail::close_socket(socket);
        return done;
    }

    /// Until the other side has read the answer and closed, or for a second. What it goes on
    /// sending would otherwise be met by a reset, which can take the answer with it.
    static void let_read(socket_t socket) {
        ::shutdown(socket, SHUT_WR);
        const timeval step{1, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &step, sizeof step);
        const auto until = SteadyClock::now() + std::chrono::seconds(1);
        std::array<char, 16384> unread;
        for (ssize_t taken = 0; taken < unread_bytes_max && SteadyClock::now() < until;) {
            const ssize_t got = ::recv(socket, unread.data(), unread.size(), 0);
            if (got <= 0) {
                break;
            }
            taken += got;
        }
    }

    /// All that one connection asks, until it is over, idle for too long, or the server ends.
    bool answer_requests(socket_t socket, Connection& connection, const std::string& remote,
                         int remote_port) {
        std::string local;
        int local_port = 0;
        httplib::detail::get_local_ip_and_port(socket, local, local_port);
        const bool busy = ++connections_ * 4 > limits_.threads_max * 3;
        const timeval idle{busy ? idle_when_busy_s : idle_s, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
        IdleConnections::Place place(idle_, socket);
        bool done = false;
        bool closed = false;
        SocketStream stream(socket, limits_.head_ms, limits_.read_ms, write_ms);
        connection.stream = &stream;
        while (!closed && place.wait_for_request(stream)) {
            const bool last = svr_sock_ == INVALID_SOCKET;
            connection.path.clear();
            connection.guarded.reset();
            connection.common_lines = {};
            done = process_request(stream, remote, remote_port, local, local_port, last, closed,
                                   [&](httplib::Request& request) {
                                       connection.path = std::exchange(request.path, "/");
                                       // Only kept pictures and clips come in parts.
                                       if (connection.path.rfind("/m/", 0) != 0) {
                                           request.ranges.clear();
                                       }
                                   });
            closed = closed || last || !done || connection.told_to_close;
        }
        connection.stream = nullptr;
        --connections_;
        return done;
    }

    static Request request_of(const httplib::Request& in, const LibraryHeaders& headers) {
        Request request;
        request.method = in.method;
        request.path = path_of(in);
        const std::size_t question = in.target.find('?');
        if (question != std::string::npos) {
            request.query = parse_parameters(std::string_view(in.target).substr(question + 1));
        }
        request.address = in.remote_addr;
        request.headers = &headers;
        if (is_this_machine(in.remote_addr)) {
            request.from_front = in.has_header("X-Forwarded-For");
            if (request.from_front) {
                request.address = last_listed(in.get_header_value("X-Forwarded-For"));
            }
            request.secure = in.get_header_value("X-Forwarded-Proto") == "https";
        }
        return request;
    }

    void answer(const httplib::Request& in, httplib::Response& out,
                const httplib::ContentReader* reader) {
        const LibraryHeaders headers(in.headers);
        Request request = request_of(in, headers);
        BodyBudget::Share share(budget_);
        if (reader != nullptr) {
            request.read_body = [reader, &share, this](std::size_t bytes_max) {
                return read_body(*reader, bytes_max, share);
            };
        }
        Response response;
        const auto began = SteadyClock::now().time_since_epoch();
        if (path_of(in).size() > limits_.path_bytes_max) {
            response = refusal(414, ErrorCode::too_large, "path");
        } else if (const std::string& reason = guard(headers); !reason.empty()) {
            response = refusal(400, ErrorCode::malformed, reason);
            response.set_header("Connection", "close");
        } else {
            response = handler_(request);
        }
        if (share.refused()) {
            response = refusal(503, ErrorCode::unavailable, "body");
            response.set_header("Retry-After", "5");
            response.set_header("Connection", "close");
        }
        response.began_at_us = std::chrono::duration_cast<std::chrono::microseconds>(began).count();
        finisher_(request, response);
        send(std::move(response), in, out);
    }

    /// What the library itself refused: a bad request line, too many headers, a body too long.
    void refuse_early(const httplib::Request& in, httplib::Response& out) {
        const LibraryHeaders headers(in.headers);
        const Request request = request_of(in, headers);
        const ErrorCode code = out.status == 413 || out.status == 414 ? ErrorCode::too_large
                               : out.status == 404                    ? ErrorCode::not_found
                                                                      : ErrorCode::malformed;
        Response response = refusal(out.status, code, {});
        response.route = "refused_early";
        finisher_(request, response);
        send(std::move(response), in, out);
    }

    static void send(Response response, const httplib::Request& in, httplib::Response& out) {
        const bool in_parts = response.ranges && !in.ranges.empty();
        out.status = in_parts && response.status == 200 ? -1 : response.status;
        for (auto& [name, value] : response.headers) {
            out.set_header(name, value);
        }
        current->common_lines = response.common_lines;
        if (response.take_socket) {
            out.set_header("Connection", "close");
            out.set_content_provider(
                response.content_type,
                [take = std::move(response.take_socket)](size_t, httplib::DataSink& sink) {
                    current->take_socket = take;
                    sink.done();
                    return true;
                });
        } else if (response.shared_body && (in_parts || response.status >= 400)) {
            out.set_content(*response.shared_body, response.content_type);
        } else if (response.shared_body) {
            // The library would copy it, and what it copied behind its head.
            out.set_header("Content-Type", response.content_type);
            out.set_header("Content-Length", std::to_string(response.shared_body->size()));
            if (in.method != "HEAD") {
                current->stream->add_body(std::move(response.shared_body));
            }
        } else if (!response.body.empty()) {
            out.set_content(std::move(response.body), response.content_type);
        }
    }

    std::optional<std::string> read_body(const httplib::ContentReader& reader,
                                         std::size_t bytes_max, BodyBudget::Share& share) const {
        const auto slow = static_cast<std::int64_t>(bytes_max) * 1000 / limits_.body_bytes_per_s;
        current->stream->allow_ms(limits_.head_ms + slow);
        std::string body;
        bool fits = true;
        const bool whole = reader([&](const char* data, size_t size) {
            fits = size <= bytes_max - body.size() && share.hold(body.size() + size);
            if (fits) {
                body.append(data, size);
            }
            return fits;
        });
        if (!whole || !fits) {
            return std::nullopt;
        }
        return body;
    }

    const Limits limits_;
    const Engine::Handler handler_;
    const Finisher finisher_;
    BodyBudget budget_{limits_.bodies_bytes_max};
    std::atomic<std::size_t> connections_{0};
    std::mutex seats_mutex_;
    std::map<std::string, std::size_t> seats_;  ///< open connections by address
    std::thread acceptor_;
    IdleConnections idle_;
};

Engine::Engine(Limits limits, Handler handler, Finisher finisher)
    : carrier_(std::make_unique<Carrier>(limits, std::move(handler), std::move(finisher))) {}
Engine::~Engine() {
    stop();
}

bool Engine::bind(const std::string& address, int port) {
    if (port == 0) {
        carrier_->port = carrier_->bind_to_any_port(address);
        return carrier_->port > 0;
    }
    carrier_->port = port;
    return carrier_->bind_to_port(address, port);
}
int Engine::port() const noexcept {
    return carrier_->port;
}
void Engine::start() {
    carrier_->run();
}
void Engine::stop() {
    carrier_->end();
}

}  // namespace louxia::http
