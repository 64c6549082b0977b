#include "server/http/log.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace louxia::http {
namespace {

/// UTC, to the second.
std::string second_text(std::time_t second) {
    std::tm parts{};
    gmtime_r(&second, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts)};
}

void append_number(std::string& out, std::int64_t value) {
    std::array<char, 24> digits{};
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), value).ptr);
}

void append_json_string(std::string& out, std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += letter;
        }
    }
    out += '"';
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

Log::Log(Sink sink) : sink_(std::move(sink)) {
    if (!sink_) {
        sink_ = [](std::string_view lines) {
            std::fwrite(lines.data(), 1, lines.size(), stderr);
            std::fflush(stderr);
        };
    }
    thread_ = std::thread([this] { run(); });
}

Log::~Log() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void Log::write(std::string_view level, std::string_view event, Words words, Figures figures) {
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::lock_guard lock(mutex_);
    if (waiting_.size() > waiting_bytes_max) {
        ++dropped_;
        return;
    }
    const bool first = waiting_.empty();
    waiting_ += R"({"at":")";
    append_time(now);
    waiting_.append(R"(","level":")").append(level);
    waiting_.append(R"(","event":")").append(event).append("\"");
    for (const auto& [name, value] : words) {
        waiting_.append(",\"").append(name).append("\":");
        append_json_string(waiting_, value);
    }
    for (const Figure& figure : figures) {
        waiting_.append(",\"").append(figure.name).append("\":");
        append_number(waiting_, figure.value);
    }
    waiting_ += "}\n";
    if (first) {
        wake_.notify_one();
    }
}

void Log::append_time(std::chrono::sys_time<std::chrono::milliseconds> at) {
    const auto second = std::chrono::floor<std::chrono::seconds>(at);
    if (second != second_ || second_text_.empty()) {
        second_ = second;
        second_text_ = second_text(std::chrono::system_clock::to_time_t(second));
    }
    const auto ms = static_cast<int>((at - second).count());
    const std::array<char, 5> fraction = {'.', static_cast<char>('0' + ms / 100),
                                          static_cast<char>('0' + ms / 10 % 10),
                                          static_cast<char>('0' + ms % 10), 'Z'};
    waiting_.append(second_text_).append(fraction.data(), fraction.size());
}

void Log::flush() {
    std::unique_lock lock(mutex_);
    hurry_ = true;
    wake_.notify_one();
    written_.wait(lock, [this] { return waiting_.empty() && !writing_; });
    hurry_ = false;
}

void Log::run() {
    std::unique_lock lock(mutex_);
    while (!ending_ || !waiting_.empty()) {
        wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        // Lines of a rush are written together: waking for each would cost more than the line.
        wake_.wait_for(lock, gather_for, [this] { return ending_ || hurry_; });
        std::string lines = std::move(waiting_);
        waiting_.clear();
        if (dropped_ > 0) {
            lines += R"({"level":"warning","event":"log_lines_dropped","count":)" +
                     std::to_string(dropped_) + "}\n";
            dropped_ = 0;
        }
        writing_ = true;
        lock.unlock();
        if (!lines.empty()) {
            sink_(lines);
        }
        lock.lock();
        writing_ = false;
        written_.notify_all();
    }
}

}  // namespace louxia::http
