#include <csignal>
#include <cstdio>
#include <filesystem>

#include "server/adapters/fido_passkeys.hpp"
#include "server/adapters/http_crowd.hpp"
#include "server/adapters/http_identity_provider.hpp"
#include "server/adapters/http_payments.hpp"
#include "server/adapters/http_roads.hpp"
#include "server/adapters/simulated_crowd.hpp"
#include "server/adapters/simulated_payments.hpp"
#include "server/app/demo.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"
#include "server/cli/links.hpp"
#include "server/http/server.hpp"
#include "server/jobs/crowd_rounds.hpp"
#include "server/jobs/jobs.hpp"
#include "server/jobs/nightly_backup.hpp"
#include "server/jobs/payment_rounds.hpp"
#include "server/jobs/road_rounds.hpp"
#include "server/jobs/scheduler.hpp"
#include "server/jobs/simulated_couriers.hpp"

namespace louxia::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t asset_bytes_max = 16U * 1024U * 1024U;
constexpr std::int32_t speed_max = 3600;
constexpr std::int64_t payment_round_ms = 500;
constexpr std::int64_t crowd_round_ms = 500;
constexpr std::int64_t road_round_ms = 5000;
constexpr std::int64_t crowd_timeouts_ms = 5000;           ///< nobody to ask, but rides may be left
constexpr const char* picture_program = "louxia-picture";  // CMake's target louxia_picture

/// SIGINT and SIGTERM wait until wait() takes them. Blocked before any thread is made, so that all
/// inherit it.
class StopSignals {
public:
    StopSignals() {
        std::signal(SIGPIPE, SIG_IGN);
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    void wait() const {
        int taken = 0;
        sigwait(&set_, &taken);
    }

private:
    sigset_t set_{};
};

/// The first folder of the candidates, all relative to the executable, that holds `file`.
std::string beside_executable(const Environment& environment,
                              std::initializer_list<const char*> candidates, const char* file) {
    const fs::path home = fs::path(environment.executable).parent_path();
    for (const char* candidate : candidates) {
        const fs::path folder = (home / candidate).lexically_normal();
        if (fs::exists(folder / file)) {
            return folder.string();
        }
    }
    return {};
}

std::string demo_folder(const Environment& environment) {
    if (!environment.assets.empty()) {
        return environment.assets + "/demo";
    }
    return beside_executable(
        environment, {"../share/louxia/demo", "../../assets/demo", "../assets/demo", "assets/demo"},
        "community.json");
}

std::string web_folder(const ServeOptions& options, const Environment& environment) {
    return options.web.empty()
               ? beside_executable(environment, {"../share/louxia/web", "../web"}, "assets.json")
               : options.web;
}

std::optional<app::Demo> make_demo(const ServeOptions& options, const Environment& environment,
                                   app::Context& context) {
    const std::string folder = demo_folder(environment);
    const auto json = read_whole(folder + "/community.json", asset_bytes_max);
    if (!json) {
        std::fprintf(stderr, "the demo community's files are missing (LOUXIA_ASSETS)\n");
        return std::nullopt;
    }
    const auto file = app::read_demo_file(*json);
    if (!file) {
        print_refusal(file.error());
        return std::nullopt;
    }
    const auto sheet = read_whole(folder + "/" + file->sheet, asset_bytes_max);
    if (!sheet) {
        std::fprintf(stderr, "the demo's price sheet is missing\n");
        return std::nullopt;
    }
    const std::string links = options.data + "/demo-links.json";
    app::DemoSecrets secrets = load_demo_secrets(links);
    // On a simulated day the 07:00 publishing is there to be watched; else whoever tries the demo
    // at night shall find its list.
    const app::DemoList list =
        options.now.empty() ? app::DemoList::out_at_once : app::DemoList::by_the_clock;
    auto demo = app::ensure_demo(context, *file, *sheet, secrets, list);
    if (!demo) {
        print_refusal(demo.error());
        return std::nullopt;
    }
    if (!keep_demo_secrets(links, secrets)) {
        std::fprintf(stderr, "cannot write %s\n", links.c_str());
        return std::nullopt;
    }
    return std::move(demo).value();
}

void print_links(const ServeOptions& options, const std::string& base, int port,
                 const std::vector<app::FaceLink>& links) {
    if (options.json) {
        std::printf("%s\n", listening_json(base, port).c_str());
    } else {
        std::printf("listening on %s\n", base.c_str());
    }
    for (const app::FaceLink& link : links) {
        if (options.json) {
            std::printf("%s\n", link_json(link, base).c_str());
        } else if (link.main) {
            std::printf("\n%s", link_text(link, base).c_str());
        }
    }
    std::fflush(stdout);
}

/// Null with a message when the options contradict each other.
std::unique_ptr<app::Clock> clock_for(const ServeOptions& options, bool& usable) {
    usable = true;
    if (options.now.empty()) {
        usable = options.speed == 1;
        if (!usable) {
            std::fprintf(stderr, "--speed needs --now\n");
        }
        return nullptr;
    }
    const auto start = parse_rfc3339(options.now);
    if (!options.demo || !start || options.speed < 1 || options.speed > speed_max) {
        std::fprintf(stderr, !options.demo ? "--now is for a demo only: add --demo\n"
                             : !start      ? "--now must be a time like 2026-11-23T06:59:50+08:00\n"
                                           : "--speed must be 1 to 3600\n");
        usable = false;
        return nullptr;
    }
    return std::make_unique<adapters::SimulatedClock>(*start, options.speed);
}

void say_no_address(const std::string& option) {
    std::fprintf(stderr,
                 "--%s must be an address like https://service.example/path, or, on this machine "
                 "alone, http://127.0.0.1:9100/path\n",
                 option.c_str());
}

/// A provider that is asked over signed HTTP: null with a message when its options are not whole.
template <class Provider>
std::unique_ptr<Provider> provider_for(const std::string& option, const std::string& url,
                                       const std::string& key_file, const std::string& trust_file,
                                       bool& usable) {
    usable = url.empty() == key_file.empty();
    if (!usable) {
        std::fprintf(stderr, "--%s and --%s-key-file go together\n", option.c_str(),
                     option.c_str());
    }
    if (!usable || url.empty()) {
        return nullptr;
    }
    const auto key = adapters::signing::Key::from_file(key_file);
    if (!key) {
        std::fprintf(stderr, "--%s-key-file cannot be read, or holds less than 32 letters\n",
                     option.c_str());
    }
    auto provider = key ? Provider::make(url, *key, trust_file) : nullptr;
    usable = provider != nullptr;
    if (key && !usable) {
        say_no_address(option);
    }
    return provider;
}

/// Null when none is named; with a message when it is no address.
std::unique_ptr<adapters::HttpRoads> roads_for(const ServeOptions& options, bool& usable) {
    if (options.roads.empty()) {
        return nullptr;
    }
    auto roads = adapters::HttpRoads::make(options.roads, options.trust_file);
    usable = roads != nullptr;
    if (!usable) {
        say_no_address("roads");
    }
    return roads;
}

/// Null when none is named; with a message when its file does not do.
std::unique_ptr<app::IdentityProvider> identity_provider(const ServeOptions& options,
                                                         bool& usable) {
    constexpr std::size_t bytes_max = 16'384;
    if (options.identity.empty()) {
        return nullptr;
    }
    const auto json = read_whole(options.identity, bytes_max);
    if (!json) {
        std::fprintf(stderr, "cannot read %s\n", options.identity.c_str());
        usable = false;
        return nullptr;
    }
    auto config = adapters::read_identity_config(*json);
    usable = config.ok();
    if (!usable) {
        print_refusal(config.error());
        return nullptr;
    }
    return std::make_unique<adapters::HttpIdentityProvider>(std::move(config).value(),
                                                            options.trust_file);
}

/// Empty when it is not there: pictures are served as they came then.
std::string picture_program_path(const Environment& environment) {
    const std::string folder =
        beside_executable(environment, {".", "../lib/louxia"}, picture_program);
    return folder.empty() ? folder : (fs::path(folder) / picture_program).string();
}

http::Config http_config(const ServeOptions& options, const Environment& environment) {
    http::Config config;
    config.bind = options.bind;
    config.connections_per_address = options.connections_per_address;
    config.requests_per_address = options.requests_per_address;
    config.requests_per_account = options.requests_per_account;
    config.port = options.port;
    config.web_root = web_folder(options, environment);
    config.public_url = options.public_url.empty() ? environment.public_url : options.public_url;
    return config;
}

}  // namespace

int serve(const ServeOptions& options, const Environment& environment) {
    bool usable = false;
    auto clock = clock_for(options, usable);
    if (!usable) {
        return exit_usage;
    }
    if (!options.trust_file.empty() && !adapters::is_certificate_file(options.trust_file)) {
        std::fprintf(stderr, "--trust: %s holds no certificates\n", options.trust_file.c_str());
        return exit_usage;
    }
    const auto payments = provider_for<adapters::HttpPayments>(
        "payments", options.payments, options.payments_key_file, options.trust_file, usable);
    if (!usable) {
        return exit_usage;
    }
    const auto crowd = provider_for<adapters::HttpCrowd>(
        "crowd", options.crowd, options.crowd_key_file, options.trust_file, usable);
    if (!usable) {
        return exit_usage;
    }
    const auto roads = roads_for(options, usable);
    if (!usable) {
        return exit_usage;
    }
    const StopSignals signals;
    House house(options.data, store::Access::serve, std::move(clock));
    std::vector<app::FaceLink> links;
    if (options.demo) {
        auto demo = make_demo(options, environment, house.context());
        if (!demo) {
            return exit_refused;
        }
        links = std::move(demo->links);
    }
    house.context().payments = payments.get();
    house.context().crowd = crowd.get();
    house.context().roads = roads.get();
    const auto identities = identity_provider(options, usable);
    if (!usable) {
        return exit_usage;
    }
    const adapters::FidoPasskeys passkeys;
    house.context().identities = identities.get();
    house.context().passkeys = &passkeys;
    const std::string decoder = picture_program_path(environment);
    if (!decoder.empty()) {
        house.pictures().resize_with(decoder);
    }
    const http::Config config = http_config(options, environment);
    http::Server server(house.context(), config);
    if (!server.start()) {
        std::fprintf(stderr, "cannot listen on %s port %d\n", options.bind.c_str(), options.port);
        return exit_store;
    }
    if (decoder.empty()) {
        server.log().write("warning", "no_picture_sizes", {{"missing", picture_program}});
    }
    jobs::Jobs jobs(house.context());
    jobs::SimulatedCouriers couriers(house.context());
    const auto round = [&] {
        const Instant now = house.context().clock.now();
        jobs.run_due(now);
        if (options.simulate_couriers) {
            couriers.run(now);
        }
    };
    jobs::Scheduler scheduler(round, [&](const std::string& words) {
        server.log().write("error", "job_failed", {{"what", words}});
    });
    jobs::NightlyBackup nightly(house.context(), options.data + "/backups", options.backups_kept);
    jobs::Scheduler nights([&] { nightly.run_due(house.context().clock.now()); },
                           [&](const std::string& words) {
                               server.log().write("error", "backup_failed", {{"what", words}});
                           });
    const std::string base =
        config.public_url.empty() ? base_url(options.bind, server.port()) : config.public_url;
    std::optional<jobs::Scheduler> payment_rounds;
    if (payments) {
        payments->set_home(base);
        payment_rounds.emplace(
            [&] { jobs::run_payment_round(house.context()); },
            [&](const std::string& words) {
                server.log().write("error", "payments_failed", {{"what", words}});
            },
            payment_round_ms);
    }
    if (crowd) {
        crowd->set_home(base);
    }
    jobs::CrowdRounds crowd_rounds(house.context());
    jobs::Scheduler riders([&] { crowd_rounds.run(); },
                           [&](const std::string& words) {
                               server.log().write("error", "crowd_failed", {{"what", words}});
                           },
                           crowd ? crowd_round_ms : crowd_timeouts_ms);
    jobs::RoadRounds road_rounds(house.context());
    bool roads_known = true;
    std::optional<jobs::Scheduler> ways;
    if (roads) {
        ways.emplace(
            [&] {
                const bool known = road_rounds.run();
                if (known != roads_known) {
                    roads_known = known;
                    server.log().write(known ? "info" : "warning",
                                       known ? "roads_known" : "roads_unavailable", {});
                }
            },
            [&](const std::string& words) {
                server.log().write("error", "roads_failed", {{"what", words}});
            },
            road_round_ms);
    }
    print_links(options, base, server.port(), links);
    signals.wait();
    payment_rounds.reset();
    if (roads) {
        roads->leave();
    }
    ways.reset();
    riders.stop();
    scheduler.stop();
    nightly.end();
    nights.stop();
    server.stop();
    return exit_ok;
}

namespace {

/// Until a signal, with the key that both sign with; `make` gives the provider.
template <class Make>
int simulate(const std::string& key_file, const char* what, int port, Make&& make) {
    const auto key = adapters::signing::Key::from_file(key_file);
    if (!key) {
        std::fprintf(stderr, "the key file cannot be read, or holds less than 32 letters\n");
        return exit_usage;
    }
    const StopSignals signals;
    const auto provider = make(*key);
    if (provider->port() == 0) {
        std::fprintf(stderr, "cannot listen on port %d\n", port);
        return exit_store;
    }
    std::printf("simulated %s on %s\n", what, provider->url().c_str());
    std::fflush(stdout);
    signals.wait();
    return exit_ok;
}

}  // namespace

int simulate_payments(const SimulatePaymentsOptions& options) {
    const int percent = options.misbehave;
    return simulate(options.key_file, "payments", options.port, [&](const auto& key) {
        return std::make_unique<adapters::SimulatedPayments>(
            key,
            adapters::Misbehaviour{options.seed, percent, percent, percent, percent,
                                   options.delay_ms},
            options.port);
    });
}

int simulate_crowd(const SimulateCrowdOptions& options) {
    const int percent = options.misbehave;
    return simulate(options.key_file, "crowd", options.port, [&](const auto& key) {
        return std::make_unique<adapters::SimulatedCrowd>(
            key,
            adapters::Misbehaviour{options.seed, percent, percent, percent, 0, options.delay_ms},
            adapters::SimulatedRiders{options.refuse, options.vanish, options.speedup, false,
                                      options.vanish_first},
            options.port);
    });
}

}  // namespace louxia::cli
