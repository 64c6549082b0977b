#include "tests/server/http/client.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>

namespace louxia::test {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& letter : out) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return out;
}

bool takes_headers(std::string& text, Reply& reply) {
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) {
        return false;
    }
    reply.status = text.size() > 12 ? std::stoi(text.substr(9, 3)) : 0;
    std::string_view rest = std::string_view(text).substr(0, end + 2);
    rest.remove_prefix(rest.find("\r\n") + 2);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(line.size() + 2);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos) {
            reply.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
        }
    }
    text.erase(0, end + 4);
    return true;
}

}  // namespace

std::string Reply::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == lower(name)) {
            return value;
        }
    }
    return {};
}

Connection::Connection(int port, int unread_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (unread_bytes > 0) {
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &unread_bytes, sizeof unread_bytes);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        hang_up();
    }
}

Connection::~Connection() {
    hang_up();
}

void Connection::hang_up() {
    if (socket_ >= 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

void Connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string Connection::read_some(int wait_ms) {
    if (!read_.empty()) {
        return std::exchange(read_, {});
    }
    pollfd waiting{socket_, POLLIN, 0};
    if (socket_ < 0 || ::poll(&waiting, 1, wait_ms) <= 0) {
        return {};
    }
    std::array<char, 16384> bytes{};
    const auto got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string{};
}

bool Connection::ends_within(int wait_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    std::array<char, 4096> bytes{};
    while (std::chrono::steady_clock::now() < until) {
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, 50) > 0 && ::recv(socket_, bytes.data(), bytes.size(), 0) <= 0) {
            return true;
        }
    }
    return false;
}

Reply Connection::read_head(int wait_ms) {
    Reply reply;
    std::string text;
    while (!takes_headers(text, reply)) {
        const std::string more = read_some(wait_ms);
        if (more.empty()) {
            return reply;
        }
        text += more;
    }
    read_ = std::move(text);
    return reply;
}

Reply Connection::read_reply(int wait_ms) {
    Reply reply = read_head(wait_ms);
    std::string text = std::exchange(read_, {});
    if (reply.status == 0) {
        return reply;
    }
    const std::string length = reply.header("Content-Length");
    const bool has_length = !length.empty();
    const std::size_t wanted = has_length ? std::stoul(length) : 0;
    while ((has_length && text.size() < wanted) ||
           (!has_length && reply.header("Content-Type") != "text/event-stream")) {
        const std::string more = read_some(wait_ms);
        if (more.empty()) {
            break;
        }
        text += more;
    }
    if (has_length && reply.status != 304) {
        reply.body = text.substr(0, wanted);
        text.erase(0, wanted);
    } else if (!has_length && reply.header("Content-Type") != "text/event-stream") {
        reply.body = std::exchange(text, {});
    }
    read_ = std::move(text);
    return reply;
}

Reply send_raw(int port, std::string_view bytes) {
    Connection connection(port);
    connection.send(bytes);
    return connection.read_reply();
}

Reply request(int port, std::string_view method, std::string_view target, const Headers& headers,
              std::string_view body) {
    std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
    bool has_host = false;
    for (const auto& [name, value] : headers) {
        text += name + ": " + value + "\r\n";
        has_host = has_host || name == "Host";
    }
    if (!has_host) {
        text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    }
    if (method == "POST") {
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    Connection connection(port);
    connection.send(text + "Connection: close\r\n\r\n" + std::string(body));
    if (method == "HEAD") {
        Reply reply;
        std::string head = connection.read_some(10'000);
        static_cast<void>(takes_headers(head, reply));
        reply.body = head;
        return reply;
    }
    return connection.read_reply();
}

Reply get(int port, std::string_view target, const Headers& headers) {
    return request(port, "GET", target, headers);
}

Reply post(int port, std::string_view target, std::string_view json, Headers headers) {
    static std::atomic<int> count{0};
    bool has_key = false;
    bool has_type = false;
    for (const auto& header : headers) {
        has_key = has_key || header.first == "Idempotency-Key";
        has_type = has_type || header.first == "Content-Type";
    }
    if (!has_key) {
        headers.emplace_back("Idempotency-Key", "test-key-" + std::to_string(10'000'000 + ++count));
    }
    if (!has_type) {
        headers.emplace_back("Content-Type", "application/json");
    }
    return request(port, "POST", target, headers, json);
}

Reply post_form(int port, std::string_view target, std::string_view fields, Headers headers) {
    headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return request(port, "POST", target, headers, fields);
}

std::string between(std::string_view text, std::string_view before, std::string_view after) {
    const std::size_t start = text.find(before);
    if (start == std::string_view::npos) {
        return {};
    }
    const std::size_t from = start + before.size();
    const std::size_t end = text.find(after, from);
    return end == std::string_view::npos ? std::string{}
                                         : std::string(text.substr(from, end - from));
}

std::string hidden_field(const Reply& page, std::string_view name) {
    return between(page.body, "name=\"" + std::string(name) + "\" value=\"", "\"");
}

EventReader::EventReader(int port, std::string_view query, const Headers& headers)
    : connection_(port) {
    std::string text =
        "GET /api/v1/events" + std::string(query) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : headers) {
        text += name + ": " + value + "\r\n";
    }
    connection_.send(text + "\r\n");
    head_ = connection_.read_reply();
    status_ = head_.status;
}

std::optional<StreamEvent> EventReader::next(int wait_ms) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    for (;;) {
        const std::size_t end = text_.find("\n\n");
        if (end == std::string::npos) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                until - std::chrono::steady_clock::now());
            const std::string more =
                left.count() > 0 ? connection_.read_some(static_cast<int>(left.count())) : "";
            if (more.empty()) {
                return std::nullopt;
            }
            text_ += more;
            continue;
        }
        StreamEvent event;
        std::string block = text_.substr(0, end + 1);
        text_.erase(0, end + 2);
        while (!block.empty()) {
            const std::string line = block.substr(0, block.find('\n'));
            block.erase(0, line.size() + 1);
            if (line.rfind("id: ", 0) == 0) {
                event.id = std::stoll(line.substr(4));
            } else if (line.rfind("event: ", 0) == 0) {
                event.name = line.substr(7);
            } else if (line.rfind("data: ", 0) == 0) {
                event.data = line.substr(6);
            }
        }
        if (!event.name.empty()) {
            return event;
        }
    }
}

}  // namespace louxia::test
