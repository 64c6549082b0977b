#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace louxia::http {

/// One JSON object per line. Written by a thread of its own, so that a slow terminal holds up no
/// request. Callers pass no personal data: route names, states and figures only.
class Log {
public:
    using Sink = std::function<void(std::string_view lines)>;
    /// Without a sink: the standard error stream.
    explicit Log(Sink sink = {});
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    struct Figure {
        std::string_view name;
        std::int64_t value;
    };
    using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;
    using Figures = std::initializer_list<Figure>;
    void write(std::string_view level, std::string_view event, Words words, Figures figures = {});
    /// Everything that was written so far is out when it returns.
    void flush();

private:
    static constexpr std::size_t waiting_bytes_max = 4U * 1024U * 1024U;
    static constexpr std::chrono::milliseconds gather_for{50};
    void run();
    void append_time(std::chrono::sys_time<std::chrono::milliseconds> at);

    Sink sink_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable written_;
    std::string waiting_;
    std::chrono::sys_seconds second_;  ///< of the latest line
    std::string second_text_;
    std::uint64_t dropped_ = 0;
    bool writing_ = false;
    bool hurry_ = false;  ///< somebody waits in flush()
    bool ending_ = false;
    std::thread thread_;
};

/// The text as a JSON string, quotes included.
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace louxia::http
