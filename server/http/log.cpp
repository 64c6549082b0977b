#include "server/http/log.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace louxia::http {
namespace {

std::string timestamp() {
    const auto now = std::chrono::system_clock::now();
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03dZ", static_cast<int>(ms % 1000));
    return std::string(text.data(), size) + fraction.data();
}

}  // namespace

std::string json_string(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "\"";
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
    return out + "\"";
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
    std::string line = R"({"at":")" + timestamp() + R"(","level":")" + std::string(level) +
                       R"(","event":")" + std::string(event) + "\"";
    for (const auto& [name, value] : words) {
        line += ",\"" + std::string(name) + "\":" + json_string(value);
    }
    for (const Figure& figure : figures) {
        line += ",\"" + std::string(figure.name) + "\":" + std::to_string(figure.value);
    }
    line += "}\n";
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() > waiting_bytes_max) {
        ++dropped_;
        return;
    }
    const bool first = waiting_.empty();
    waiting_ += line;
    if (first) {
        wake_.notify_one();
    }
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
