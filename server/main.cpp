#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>

#include <CLI/CLI.hpp>

#include "server/app/store_failure.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"

namespace {

using namespace louxia;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

cli::Environment environment_of_process() {
    std::error_code failed;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
    return {failed ? std::string{} : path.string(), variable("LOUXIA_ASSETS"),
            variable("LOUXIA_PUBLIC_URL")};
}

CLI::Option* add_data(CLI::App* command, std::string& data) {
    return command->add_option("--data", data, "the data folder")->required();
}

/// What the command line asks for; run after everything has been parsed.
struct Words {
    cli::ServeOptions serve;
    cli::SimulatePaymentsOptions simulate;
    cli::SimulateCrowdOptions simulate_crowd;
    cli::ImportOptions import;
    cli::CommunityOptions community;
    cli::InviteOptions invite;
    cli::ExportOptions household;
    cli::BackupOptions backup;
    cli::RestoreOptions restore;
    std::string data;
    std::function<int()> run;
};

void add_serve(CLI::App& app, Words& words, const cli::Environment& environment) {
    auto* command = app.add_subcommand("serve", "Serve the communities of a data folder");
    cli::ServeOptions& options = words.serve;
    add_data(command, options.data);
    command->add_option("--port", options.port, "0 chooses one and prints it")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command->add_option("--bind", options.bind, "address to listen on")->capture_default_str();
    command->add_flag("--demo", options.demo, "make the demo community and print its links");
    command->add_option("--now", options.now, "start a simulated day, with --demo only (RFC 3339)");
    command->add_option("--speed", options.speed, "how fast the simulated day runs, 1-3600");
    command->add_flag("--simulate-couriers", options.simulate_couriers,
                      "demo couriers on shift deliver by themselves");
    command->add_flag("--json", options.json, "print the links as lines of JSON");
    command->add_option("--web", options.web, "folder of the built client");
    command->add_option("--public-url", options.public_url,
                        "what links begin with, behind a front");
    command->add_option("--identity", options.identity,
                        "JSON file that names an identity provider (docs/OPERATIONS.md)");
    command
        ->add_option("--connections-per-address", options.connections_per_address,
                     "open at once from one address, this machine's not counted; 0: any number")
        ->check(CLI::Range(0, 100'000))
        ->capture_default_str();
    command
        ->add_option("--requests-per-address", options.requests_per_address,
                     "a minute from one address, a change counts as five; 0: any number")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--requests-per-account", options.requests_per_account,
                     "the same of one account")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--backups-kept", options.backups_kept, "nightly copies; 0 makes none")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--payments", options.payments,
                        "address of a provider of online payments (docs/PAYMENTS.md)");
    command->add_option("--payments-key-file", options.payments_key_file,
                        "the key that both sign with, 32 letters or more");
    command->add_option("--crowd", options.crowd,
                        "address of a provider of crowd riders (docs/CROWD.md)");
    command->add_option("--crowd-key-file", options.crowd_key_file,
                        "the key that both sign with, 32 letters or more");
    command->add_option("--roads", options.roads,
                        "table service of a road router (OSRM's), up to the coordinates: "
                        "http://127.0.0.1:5000/table/v1/bike");
    command->add_option("--trust", options.trust_file,
                        "certificates (PEM) of providers, trusted besides the machine's");
    command->callback([&] { words.run = [&] { return cli::serve(words.serve, environment); }; });
}

/// What every simulated provider takes.
template <class Options>
void add_simulation(CLI::App* command, Options& options) {
    command->add_option("--key-file", options.key_file, "the key that both sign with")->required();
    command->add_option("--port", options.port, "0 chooses one and prints it")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    command->add_option("--seed", options.seed, "of its misbehaviour")->capture_default_str();
    command
        ->add_option("--misbehave", options.misbehave,
                     "percent of notices lost, of notices repeated, of replies lost")
        ->check(CLI::Range(0, 90))
        ->capture_default_str();
    command->add_option("--delay-ms", options.delay_ms, "notices come up to so much later")
        ->check(CLI::Range(0, 60'000))
        ->capture_default_str();
}

void add_simulated_payments(CLI::App& app, Words& words) {
    auto* command = app.add_subcommand("simulate-payments",
                                       "A provider of online payments that moves no money");
    cli::SimulatePaymentsOptions& options = words.simulate;
    add_simulation(command, options);
    command->callback([&] { words.run = [&] { return cli::simulate_payments(words.simulate); }; });
}

void add_simulated_crowd(CLI::App& app, Words& words) {
    auto* command =
        app.add_subcommand("simulate-crowd", "A provider of crowd riders where nobody rides");
    cli::SimulateCrowdOptions& options = words.simulate_crowd;
    add_simulation(command, options);
    command->add_option("--refuse", options.refuse, "percent of calls that nobody accepts")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    command
        ->add_option("--vanish", options.vanish,
                     "percent of riders who accept and do not bring it all")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    command
        ->add_option("--vanish-first", options.vanish_first,
                     "so many of the first who accept give up before they come")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    command->add_option("--speedup", options.speedup, "riders are so many times as fast")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback(
        [&] { words.run = [&] { return cli::simulate_crowd(words.simulate_crowd); }; });
}

void add_import(CLI::App& app, Words& words) {
    auto* command =
        app.add_subcommand("import-prices", "Turn a supplier's price sheet into a draft list");
    cli::ImportOptions& options = words.import;
    command->add_option("file", options.file, "CSV, UTF-8 or GB18030")->required();
    command->add_option("--community", options.community, "its slug")->required();
    command->add_option("--date", options.date, "the list's day, 2026-11-23")->required();
    command->add_option("--markup-permille", options.markup_permille, "on the mean price, 0-5000")
        ->check(CLI::Range(0, 5000))
        ->capture_default_str();
    command->add_flag("--replace", options.replace, "the draft's former items go");
    add_data(command, options.data);
    command->callback([&] { words.run = [&] { return cli::import_prices(words.import); }; });
}

void add_community(CLI::App& app, Words& words) {
    auto* command = app.add_subcommand("community", "Create or list communities");
    command->require_subcommand(1);
    auto* create = command->add_subcommand("create", "Create a community from a file");
    create->add_option("file", words.community.file, "JSON, as assets/demo/README.md describes")
        ->required();
    create->add_option("--slug", words.community.slug, "instead of the file's");
    add_data(create, words.community.data);
    create->callback([&] { words.run = [&] { return cli::create_community(words.community); }; });
    auto* list = command->add_subcommand("list", "Print slug, name and time zone of each");
    add_data(list, words.data);
    list->callback([&] { words.run = [&] { return cli::list_communities(words.data); }; });
}

void add_invite(CLI::App& app, Words& words) {
    auto* command = app.add_subcommand(
        "invite", "Print a code and a link, either of which signs one phone in, for 7 days");
    cli::InviteOptions& options = words.invite;
    command->add_option("--community", options.community, "its slug")->required();
    auto* whom = command->add_option_group("whom");
    whom->add_option("--address", options.address, "a household, like 3-2-502");
    whom->add_option("--role", options.role, "leader, shop, courier or kiosk")
        ->check(CLI::IsMember({"leader", "shop", "courier", "kiosk"}));
    whom->require_option(1);
    command->add_option("--name", options.name, "which one, when there are several");
    command->add_flag("--lost-phone", options.lost_phone,
                      "sign its devices out first, and hold where refunds go for a day");
    add_data(command, options.data);
    command->callback([&] { words.run = [&] { return cli::invite(words.invite); }; });
}

void add_export(CLI::App& app, Words& words) {
    auto* command = app.add_subcommand("export-household",
                                       "Print all that is kept about one household, as JSON");
    cli::ExportOptions& options = words.household;
    command->add_option("--community", options.community, "its slug")->required();
    command->add_option("--address", options.address, "a household, like 3-2-502")->required();
    add_data(command, options.data);
    command->callback([&] { words.run = [&] { return cli::export_household(options); }; });
}

void add_care(CLI::App& app, Words& words) {
    auto* backup = app.add_subcommand("backup", "Write everything into one file, while serving");
    backup->add_option("file", words.backup.file, "a tar file; replaced if it exists")->required();
    backup->add_option("--recipient", words.backup.recipients,
                       "encrypt it with the program age for this public key; may be repeated");
    add_data(backup, words.backup.data);
    backup->callback([&] { words.run = [&] { return cli::backup(words.backup); }; });
    auto* restore = app.add_subcommand("restore", "Put a backup into a data folder");
    restore->add_option("file", words.restore.file, "made by backup")->required();
    restore->add_option("--identity", words.restore.identity,
                        "file with the secret key of age that opens it");
    restore->add_flag("--force", words.restore.force, "replace what the folder holds");
    add_data(restore, words.restore.data);
    restore->callback([&] { words.run = [&] { return cli::restore(words.restore); }; });
    auto* check = app.add_subcommand("check", "Look for broken invariants; print each");
    add_data(check, words.data);
    check->callback([&] { words.run = [&] { return cli::check(words.data); }; });
}

int run(int count, char** arguments) {
    const cli::Environment environment = environment_of_process();
    Words words;
    CLI::App app{"Louxia: a neighbourhood's own shop, group buying and instant delivery", "louxia"};
    app.footer(cli::exit_codes_help);
    app.fallthrough(false);
    app.require_subcommand(1);
    add_serve(app, words, environment);
    add_simulated_payments(app, words);
    add_simulated_crowd(app, words);
    add_import(app, words);
    add_community(app, words);
    add_invite(app, words);
    add_export(app, words);
    add_care(app, words);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? cli::exit_ok : cli::exit_usage;
    }
    return words.run();
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const app::StoreFailure& failure) {
        std::fprintf(stderr, "store: %s\n", failure.what());
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "failed: %s\n", failure.what());
    }
    return cli::exit_store;
}
