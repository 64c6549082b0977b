#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/cli/house.hpp"

/// One function per command; each returns an exit code (exit_codes.hpp) and may throw StoreFailure.
namespace louxia::cli {

struct ServeOptions {
    std::string data;
    int port = 8080;
    std::string bind = "127.0.0.1";
    bool demo = false;
    std::string now;  ///< RFC 3339; empty: the machine's clock
    std::int32_t speed = 1;
    bool simulate_couriers = false;
    bool json = false;
    std::string web;
    std::string public_url;
    std::string identity;  ///< file that names an identity provider; empty: none
    std::size_t connections_per_address = 128;
    std::int64_t requests_per_address = 6000;  ///< a minute (http::Config)
    std::int64_t requests_per_account = 1200;
    int backups_kept = 7;           ///< nightly copies; 0: none are made
    std::string payments;           ///< the provider's address; empty: none
    std::string payments_key_file;  ///< what both sign with
    std::string crowd;              ///< the riders' provider's address; empty: none
    std::string crowd_key_file;
    std::string roads;       ///< a road router's table service; empty: none
    std::string trust_file;  ///< certificates trusted besides the machine's; empty: none
};
[[nodiscard]] int serve(const ServeOptions& options, const Environment& environment);

struct SimulatePaymentsOptions {
    std::string key_file;
    int port = 0;
    std::uint64_t seed = 1;
    int misbehave = 0;  ///< percent of notices lost, repeated, and of replies lost
    int delay_ms = 0;
};
/// A provider of online payments that moves no money, until it is ended by a signal.
[[nodiscard]] int simulate_payments(const SimulatePaymentsOptions& options);

struct SimulateCrowdOptions {
    std::string key_file;
    int port = 0;
    std::uint64_t seed = 1;
    int misbehave = 0;  ///< percent of notices lost, repeated, and of replies lost
    int delay_ms = 0;
    int refuse = 0;
    int vanish = 0;
    int vanish_first = 0;
    int speedup = 1;
};
/// A provider of crowd riders where nobody rides, until it is ended by a signal.
[[nodiscard]] int simulate_crowd(const SimulateCrowdOptions& options);

struct ImportOptions {
    std::string data;
    std::string file;
    std::string community;
    std::string date;
    std::int32_t markup_permille = 300;
    bool replace = false;
};
[[nodiscard]] int import_prices(const ImportOptions& options);

struct CommunityOptions {
    std::string data;
    std::string file;
    std::string slug;  ///< instead of the file's; may be empty
};
[[nodiscard]] int create_community(const CommunityOptions& options);
[[nodiscard]] int list_communities(const std::string& data);

struct InviteOptions {
    std::string data;
    std::string community;
    std::string address;      ///< "3-2-502", or empty
    std::string role;         ///< leader, shop, courier, kiosk, or empty
    std::string name;         ///< which of several
    bool lost_phone = false;  ///< its sessions end
};
[[nodiscard]] int invite(const InviteOptions& options);

struct ExportOptions {
    std::string data;
    std::string community;
    std::string address;  ///< "3-2-502"
};
/// Prints all that is kept about one household as JSON.
[[nodiscard]] int export_household(const ExportOptions& options);

struct BackupOptions {
    std::string data;
    std::string file;
    std::vector<std::string> recipients;  ///< age's public keys; none: a plain tar file
};
[[nodiscard]] int backup(const BackupOptions& options);

struct RestoreOptions {
    std::string data;
    std::string file;
    std::string identity;  ///< file with age's secret key, when the backup is encrypted
    bool force = false;
};
[[nodiscard]] int restore(const RestoreOptions& options);
[[nodiscard]] int check(const std::string& data);

}  // namespace louxia::cli
