#pragma once

#include "client/net/transport.hpp"
#include "client/platform/platform.hpp"

/// The net by way of the platform's interface; the platform itself is linked by the program.
namespace louxia::net {

class PlatformTransport final : public Transport {
public:
    explicit PlatformTransport(Platform& platform) : platform_(platform) {}

    void send(Outgoing request, std::function<void(Reply)> done) override;
    StreamId open_stream(const std::string& target, const std::vector<std::string>& names,
                         StreamCallbacks callbacks) override;
    void close_stream(StreamId stream) override;

private:
    Platform& platform_;
};

class PlatformDevice final : public Device {
public:
    explicit PlatformDevice(Platform& platform) : platform_(platform) {}

    Timer after(std::int64_t delay_ms, std::function<void()> callback) override;
    void cancel(Timer timer) override;
    [[nodiscard]] std::int64_t utc_ms() const override;
    [[nodiscard]] std::string load(std::string_view key) const override;
    bool keep(std::string_view key, std::string_view text) override;
    void forget(std::string_view key) override;
    [[nodiscard]] std::uint64_t random() override;

private:
    Platform& platform_;
};

}  // namespace louxia::net
