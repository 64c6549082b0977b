#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

#include "server/app/store_failure.hpp"
#include "server/cli/archive.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"

namespace louxia::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* database_name = "louxia.db";
constexpr std::string_view pictures_prefix = "pictures/";

/// A folder for work under way, gone again at the end.
class WorkFolder {
public:
    explicit WorkFolder(fs::path path) : path_(std::move(path)) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() != ".new") {
            files.push_back(entry.path());
        }
    }
    return files;
}

bool pack(const fs::path& database, const fs::path& pictures, const fs::path& file) {
    ArchiveWriter archive(file.string());
    if (!archive.add(database_name, database.string())) {
        return false;
    }
    for (const fs::path& picture : files_in(pictures)) {
        const std::string name = std::string(pictures_prefix) + picture.filename().string();
        if (!archive.add(name, picture.string())) {
            return false;
        }
    }
    return archive.finish();
}

/// Only a database and pictures with plain names are taken out of a file from outside.
bool is_expected(const std::string& name) {
    if (name == database_name) {
        return true;
    }
    if (name.rfind(pictures_prefix, 0) != 0) {
        return false;
    }
    const std::string plain = name.substr(pictures_prefix.size());
    return !plain.empty() && plain.front() != '.' && plain.find('/') == std::string::npos;
}

bool unpack(const std::string& file, const fs::path& folder) {
    fs::create_directories(folder / "pictures");
    ArchiveReader archive(file);
    bool has_database = false;
    while (const auto entry = archive.next()) {
        if (!is_expected(entry->name) ||
            !archive.extract(*entry, (folder / entry->name).string())) {
            return false;
        }
        has_database = has_database || entry->name == database_name;
    }
    return archive.ok() && has_database;
}

/// Pictures whose file is not there, or not whole. What is forgotten meanwhile goes with its file,
/// so each is looked up again.
std::vector<std::string> lost_pictures(const store::SqlStore& store, const fs::path& folder) {
    std::vector<std::string> lost;
    for (const auto& [community, picture] : store.pictures()) {
        std::error_code failed;
        const auto bytes = fs::file_size(folder / picture.file_name, failed);
        if (!failed && bytes == static_cast<std::uintmax_t>(picture.bytes)) {
            continue;
        }
        const PictureId id = picture.id;
        bool still_there = false;
        store.read(community, [&](const app::Reader& reader) {
            still_there = reader.picture(id).has_value();
        });
        if (still_there) {
            const std::string has = failed ? "no file" : std::to_string(bytes) + " bytes";
            lost.push_back("community " + community.text() + ": picture " + id.text() + " of " +
                           std::to_string(picture.bytes) + " bytes has " + has + " (" +
                           picture.file_name + ")");
        }
    }
    return lost;
}

/// A backup of while somebody was forgotten may lack pictures: that is said, and no reason to
/// leave all the rest lost.
bool all_hold(const fs::path& folder) {
    const auto store = store::open_store(folder.string(), store::Access::command);
    const auto broken = store->broken_invariants();
    for (const std::string& line : broken) {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    for (const std::string& line : lost_pictures(*store, folder / "pictures")) {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    return broken.empty();
}

void move_in(const fs::path& from, const fs::path& data) {
    for (const char* name : {"louxia.db", "louxia.db-wal", "louxia.db-shm", "pictures"}) {
        fs::remove_all(data / name);
    }
    fs::rename(from / "pictures", data / "pictures");
    fs::rename(from / database_name, data / database_name);
}

}  // namespace

int backup(const std::string& data, const std::string& file) {
    const auto store = store::open_store(data, store::Access::read_only);
    const WorkFolder work(file + ".work");
    const fs::path copy = work.path() / database_name;
    store->backup_to(copy.string());
    const fs::path unfinished = work.path() / "archive";
    if (!pack(copy, store::pictures_folder(data), unfinished)) {
        std::fprintf(stderr, "cannot write %s\n", file.c_str());
        return exit_store;
    }
    fs::rename(unfinished, file);
    std::printf("%s\n", file.c_str());
    return exit_ok;
}

int restore(const std::string& data, const std::string& file, bool force) {
    const bool present = fs::exists(store::database_file(data));
    if (present && !force) {
        std::fprintf(stderr, "%s holds a database already; --force replaces it\n", data.c_str());
        return exit_refused;
    }
    if (!fs::is_regular_file(file)) {
        std::fprintf(stderr, "no such file: %s\n", file.c_str());
        return exit_usage;
    }
    fs::create_directories(data);
    const WorkFolder work(fs::path(data) / "restoring");
    if (!unpack(file, work.path())) {
        std::fprintf(stderr, "%s is not a whole backup of louxia\n", file.c_str());
        return exit_refused;
    }
    if (!all_hold(work.path())) {
        return exit_refused;
    }
    if (present) {
        // Throws when a server owns the folder: its database must not be pulled from under it.
        static_cast<void>(store::open_store(data, store::Access::serve));
    }
    move_in(work.path(), data);
    std::printf("%s\n", data.c_str());
    return exit_ok;
}

int check(const std::string& data) {
    const auto store = store::open_store(data, store::Access::read_only);
    auto broken = store->broken_invariants();
    for (std::string& line : lost_pictures(*store, store::pictures_folder(data))) {
        broken.push_back(std::move(line));
    }
    for (const std::string& line : broken) {
        std::printf("%s\n", line.c_str());
    }
    if (broken.empty()) {
        std::printf("all invariants hold\n");
    }
    const auto communities = store->communities();
    for (const store::LedgerRoot& root : store->roots()) {
        for (const Community& community : communities) {
            if (community.id == root.community) {
                std::printf("ledger %s: %lld entries, root %s\n", community.slug.c_str(),
                            static_cast<long long>(root.entries), root.hash.c_str());
            }
        }
    }
    return broken.empty() ? exit_ok : exit_refused;
}

}  // namespace louxia::cli
