#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/adapters/clocks.hpp"
#include "server/adapters/horizon_dispatcher.hpp"
#include "server/adapters/iana_time_zones.hpp"
#include "server/adapters/picture_folder.hpp"
#include "server/adapters/sodium_secrets.hpp"
#include "server/app/context.hpp"
#include "server/store/open_store.hpp"

namespace louxia::cli {

/// Read by main.cpp alone.
struct Environment {
    std::string executable;  ///< its real path
    std::string assets;      ///< LOUXIA_ASSETS: instead of the folder found beside the executable
    std::string public_url;  ///< LOUXIA_PUBLIC_URL: what links begin with behind a front
};

/// Everything that use cases work with, put together for one data folder.
class House {
public:
    /// `clock` null: the machine's. Throws StoreFailure.
    House(const std::string& data, store::Access access, std::unique_ptr<app::Clock> clock = {});

    [[nodiscard]] store::SqlStore& store() { return *store_; }
    [[nodiscard]] app::Context& context() { return context_; }
    [[nodiscard]] adapters::PictureFolder& pictures() { return pictures_; }
    [[nodiscard]] std::optional<Community> community(std::string_view slug) const;

private:
    std::unique_ptr<store::SqlStore> store_;
    std::unique_ptr<app::Clock> clock_;
    adapters::SystemIds ids_;
    adapters::SodiumSecrets secrets_;
    adapters::IanaTimeZones zones_;
    adapters::HorizonDispatcher dispatcher_;
    adapters::PictureFolder pictures_;
    app::Context context_;
};

/// The whole file, or nothing when it cannot be read or is larger than `bytes_max`.
[[nodiscard]] std::optional<std::string> read_whole(const std::string& path, std::size_t bytes_max);
/// "refused: sold_out (lines[0].quantity)" on standard error.
void print_refusal(const Error& error);

}  // namespace louxia::cli
