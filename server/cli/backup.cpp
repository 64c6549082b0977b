#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/app/store_failure.hpp"
#include "server/cli/age.hpp"
#include "server/cli/archive.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/exit_codes.hpp"
#include "server/cli/open_file.hpp"

namespace louxia::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* database_name = "louxia.db";
constexpr std::string_view pictures_prefix = "pictures/";

/// A folder for work under way, locked while that goes on and gone again at its end. What a killed
/// run left in it goes first.
class WorkFolder {
public:
    explicit WorkFolder(fs::path path) : path_(std::move(path)) {
        fs::create_directories(path_);
        fs::permissions(path_, fs::perms::owner_all);
        lock_ = OpenFile(path_.string(), O_RDONLY | O_DIRECTORY);
        if (!lock_.is_open() || ::flock(lock_.number(), LOCK_EX | LOCK_NB) != 0) {
            throw app::StoreFailure("the same is under way already, in " + path_.string());
        }
        for (const auto& left : fs::directory_iterator(path_)) {
            fs::remove_all(left);
        }
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
    OpenFile lock_;
};

/// A copy of the database that has no name any more: whatever ends us, nothing of it stays.
OpenFile nameless_copy(const store::SqlStore& store, const fs::path& folder) {
    const fs::path named = folder / database_name;
    store.backup_to(named.string(), {});
    OpenFile copy(named.string(), O_RDONLY);
    fs::remove(named);
    return copy;
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() != ".new") {
            files.push_back(entry.path());
        }
    }
    return files;
}

bool pack(int database, const fs::path& pictures, ArchiveWriter archive) {
    if (!archive.add(database_name, database)) {
        return false;
    }
    for (const fs::path& picture : files_in(pictures)) {
        const std::string name = std::string(pictures_prefix) + picture.filename().string();
        const OpenFile file(picture.string(), O_RDONLY);
        // One that has gone since it was listed is named by no row any more.
        if (file.is_open() ? !archive.add(name, file.number()) : errno != ENOENT) {
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

bool unpack(int file, const fs::path& folder) {
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
    return archive.ok() && has_database && archive.drain() &&
           sync_folder((folder / "pictures").string());
}

bool is_encrypted(const OpenFile& file) {
    std::array<char, Age::first_words.size()> head{};
    const ssize_t got = ::pread(file.number(), head.data(), head.size(), 0);
    return got == static_cast<ssize_t>(head.size()) &&
           std::string_view(head.data(), head.size()) == Age::first_words;
}

/// Takes the backup apart into `folder`; an exit code.
int take_apart(const RestoreOptions& options, const OpenFile& file, const fs::path& folder) {
    const bool encrypted = is_encrypted(file);
    if (encrypted == options.identity.empty()) {
        std::fprintf(stderr, "%s is %s\n", options.file.c_str(),
                     encrypted ? "encrypted: name the file of the key that opens it, --identity"
                               : "not encrypted, and needs no --identity");
        return exit_usage;
    }
    bool whole = false;
    if (encrypted) {
        auto age = Age::decrypt(options.identity, file.number());
        if (!age) {
            std::fprintf(stderr, "%s\n", Age::missing_words);
            return exit_usage;
        }
        // Only its good end tells that nothing is missing and nothing was changed.
        whole = unpack(age->end(), folder);
        whole = age->finish() && whole;
    } else {
        whole = unpack(file.number(), folder);
    }
    if (!whole) {
        std::fprintf(stderr, "%s is not a whole backup of louxia%s\n", options.file.c_str(),
                     encrypted ? ", or this key does not open it" : "");
    }
    return whole ? exit_ok : exit_refused;
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
    if (!sync_folder(data.string())) {
        throw app::StoreFailure("cannot sync " + data.string());
    }
}

}  // namespace

int backup(const BackupOptions& options) {
    // Whoever orders goes first; for age, too, which begins with the same.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, 19));
    const auto store = store::open_store(options.data, store::Access::read_only);
    const std::string unfinished = options.file + ".new";
    const bool encrypts = !options.recipients.empty();
    const OpenFile file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) {
        std::fprintf(stderr, "cannot write %s\n", unfinished.c_str());
        return exit_store;
    }
    auto age = encrypts ? Age::encrypt(options.recipients, file.number()) : std::nullopt;
    if (encrypts && !age) {
        fs::remove(unfinished);
        std::fprintf(stderr, "%s\n", Age::missing_words);
        return exit_usage;
    }
    bool packed = false;
    {
        // A plain copy is made on the disk that holds the plain data anyway when the backup is not
        // to be plain, and else where there has to be room for it.
        const WorkFolder work(encrypts ? fs::path(options.data) / "backing-up"
                                       : fs::path(options.file + ".work"));
        const OpenFile copy = nameless_copy(*store, work.path());
        packed = copy.is_open() && pack(copy.number(), store::pictures_folder(options.data),
                                        {age ? age->end() : file.number(), file.number()});
    }
    const bool content = !age || age->finish();
    if (!packed || !content || ::fsync(file.number()) != 0) {
        fs::remove(unfinished);
        std::fprintf(stderr, "cannot write %s%s\n", options.file.c_str(),
                     content ? "" : ": age refused");
        return content ? exit_store : exit_usage;
    }
    fs::rename(unfinished, options.file);
    if (!sync_folder(fs::absolute(options.file).parent_path().string())) {
        std::fprintf(stderr, "cannot sync the folder of %s\n", options.file.c_str());
        return exit_store;
    }
    std::printf("%s\n", options.file.c_str());
    return exit_ok;
}

int restore(const RestoreOptions& options) {
    const std::string& data = options.data;
    const bool present = fs::exists(store::database_file(data));
    if (present && !options.force) {
        std::fprintf(stderr, "%s holds a database already; --force replaces it\n", data.c_str());
        return exit_refused;
    }
    const OpenFile file(options.file, O_RDONLY);
    if (!file.is_open() || !fs::is_regular_file(options.file)) {
        std::fprintf(stderr, "no such file: %s\n", options.file.c_str());
        return exit_usage;
    }
    fs::create_directories(data);
    const WorkFolder work(fs::path(data) / "restoring");
    if (const int code = take_apart(options, file, work.path()); code != exit_ok) {
        return code;
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
