#pragma once

#include <memory>
#include <string>

#include "server/adapters/signed_caller.hpp"
#include "server/app/crowd_courier.hpp"

namespace louxia::adapters {

/// A provider of crowd riders over HTTP, as docs/CROWD.md says. Each call waits three seconds at
/// most. Safe on several threads once set_home() was called.
class HttpCrowd final : public app::CrowdCourier {
public:
    /// As SignedCaller's.
    [[nodiscard]] static std::unique_ptr<HttpCrowd> make(const std::string& url, signing::Key key,
                                                         std::string trusted_file = {});
    /// Where this server is reached, "https://louxia.example": before the first call.
    void set_home(std::string home) { home_ = std::move(home); }

    [[nodiscard]] Result<app::CrowdTariff> quote(CommunityId community,
                                                 const app::CrowdPlace& from) override;
    [[nodiscard]] Result<app::CrowdNotice> call(const app::CrowdCall& call) override;
    [[nodiscard]] Result<app::CrowdNotice> confirm(CommunityId community,
                                                   const CrowdRide& ride) override;
    [[nodiscard]] Result<void> cancel(CommunityId community, const CrowdRide& ride) override;
    [[nodiscard]] Result<app::CrowdNotice> verify(const app::SignedCall& call) const override;

private:
    explicit HttpCrowd(SignedCaller caller) : caller_(std::move(caller)) {}
    [[nodiscard]] Result<app::CrowdNotice> ask(std::string_view path, const std::string& body,
                                               CommunityId community, CrowdRideId ride) const;

    SignedCaller caller_;
    std::string home_;
};

}  // namespace louxia::adapters
