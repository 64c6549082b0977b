#include "server/adapters/resized_pictures.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server/adapters/durable_file.hpp"
#include "server/app/store_failure.hpp"

namespace louxia::adapters {
namespace {

using app::PictureFormat;
using app::SizedPicture;
using Steady = std::chrono::steady_clock;

constexpr int exit_refused = 3;  // of louxia-picture
constexpr std::size_t output_bytes_max = std::size_t{4} << 20;
constexpr std::chrono::seconds run_max{20};
constexpr std::chrono::seconds wait_max{10};
/// Stands in a size's file when the picture cannot be decoded, so that nobody tries again.
constexpr std::string_view refused_mark = "-";

/// A process with the file as its input, whose output we read; ended and waited for in any case.
class Decoder {
public:
    Decoder(const std::string& program, int width, PictureFormat format,
            const std::string& original) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            return;
        }
        output_ = ends[0];
        posix_spawn_file_actions_t files;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, original.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        // Our threads block the signals that end us and ignore SIGPIPE: it shall do neither.
        sigset_t none;
        sigset_t broken_pipe;
        sigemptyset(&none);
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &broken_pipe);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        std::string path = program;
        std::string pixels = std::to_string(width);
        std::string kind = format == PictureFormat::webp ? "webp" : "jpeg";
        std::array<char*, 4> arguments{path.data(), pixels.data(), kind.data(), nullptr};
        std::array<char*, 1> environment{nullptr};
        if (::posix_spawn(&process_, program.c_str(), &files, &attributes, arguments.data(),
                          environment.data()) != 0) {
            process_ = -1;
        }
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        ::close(ends[1]);
    }
    ~Decoder() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            static_cast<void>(status());
        }
        if (output_ >= 0) {
            ::close(output_);
        }
    }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    [[nodiscard]] bool started() const noexcept { return process_ > 0; }

    /// Nothing when there is more than a picture can have, or it does not end in time.
    [[nodiscard]] std::optional<std::string> read_output() const {
        const auto ends_at = Steady::now() + run_max;
        std::string bytes;
        std::array<char, 16'384> part{};
        while (bytes.size() <= output_bytes_max) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(ends_at - Steady::now());
            pollfd ready{output_, POLLIN, 0};
            const int count =
                left.count() > 0 ? ::poll(&ready, 1, static_cast<int>(left.count())) : 0;
            if (count == 0) {
                return std::nullopt;
            }
            const ssize_t got = count > 0 ? ::read(output_, part.data(), part.size()) : -1;
            if (got == 0) {
                return bytes;
            }
            if (got < 0 && errno != EINTR) {
                return std::nullopt;
            }
            bytes.append(part.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
        }
        return std::nullopt;
    }

    /// Waits for its end; waitpid's status.
    [[nodiscard]] int status() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {}
        process_ = -1;
        return status;
    }

private:
    pid_t process_ = -1;
    int output_ = -1;
};

SizedPicture run(const std::string& program, int width, PictureFormat format,
                 const std::string& original) {
    Decoder decoder(program, width, format, original);
    if (!decoder.started()) {
        return {};
    }
    std::optional<std::string> bytes = decoder.read_output();
    if (!bytes) {
        return {};
    }
    const int status = decoder.status();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && !bytes->empty()) {
        return {SizedPicture::State::made, std::move(*bytes)};
    }
    // A decoder that crashes or computes without end on a file does so again.
    const bool refused = WIFEXITED(status)
                             ? WEXITSTATUS(status) == exit_refused
                             : WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGSEGV ||
                                   WTERMSIG(status) == SIGABRT || WTERMSIG(status) == SIGBUS;
    return {refused ? SizedPicture::State::refused : SizedPicture::State::busy, {}};
}

/// What has been made before; an empty file is none.
std::optional<SizedPicture> made_before(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (bytes.empty()) {
        return std::nullopt;
    }
    if (bytes == refused_mark) {
        return SizedPicture{SizedPicture::State::refused, {}};
    }
    return SizedPicture{SizedPicture::State::made, std::move(bytes)};
}

}  // namespace

std::string sized_name(const std::string& file_name, int width, PictureFormat format) {
    return file_name.substr(0, file_name.find('.')) + "-" + std::to_string(width) +
           (format == PictureFormat::webp ? ".webp" : ".jpg");
}

ResizedPictures::ResizedPictures(std::string folder, std::string program)
    : folder_(std::move(folder)), program_(std::move(program)) {}

/// The right to make one size, or none when too many wait for theirs.
class ResizedPictures::Turn {
public:
    Turn(ResizedPictures& pictures, const std::string& name) : pictures_(pictures), name_(name) {
        std::unique_lock lock(pictures_.mutex_);
        const auto free = [this] {
            return pictures_.being_made_.size() < at_once_max &&
                   pictures_.being_made_.count(name_) == 0;
        };
        if (!free() && pictures_.waiting_ < waiting_max) {
            ++pictures_.waiting_;
            pictures_.ended_.wait_for(lock, wait_max, free);
            --pictures_.waiting_;
        }
        has_ = free() && pictures_.being_made_.insert(name_).second;
    }
    ~Turn() {
        if (has_) {
            {
                const std::lock_guard lock(pictures_.mutex_);
                pictures_.being_made_.erase(name_);
            }
            pictures_.ended_.notify_all();
        }
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool has() const noexcept { return has_; }

private:
    ResizedPictures& pictures_;
    const std::string name_;
    bool has_ = false;
};

SizedPicture ResizedPictures::sized(const std::string& file_name, int width, PictureFormat format) {
    const std::string name = sized_name(file_name, width, format);
    const std::string path = folder_ + "/" + sizes_folder + "/" + name;
    if (auto before = made_before(path)) {
        return std::move(*before);
    }
    const Turn turn(*this, name);
    // Whoever had the turn before may have made this one.
    if (auto before = made_before(path)) {
        return std::move(*before);
    }
    return turn.has() ? make(file_name, width, format) : SizedPicture{};
}

SizedPicture ResizedPictures::make(const std::string& file_name, int width, PictureFormat format) {
    const std::string original = folder_ + "/" + file_name;
    SizedPicture sized = run(program_, width, format, original);
    if (sized.state == SizedPicture::State::busy) {
        return sized;
    }
    const std::string sizes = folder_ + "/" + sizes_folder;
    const std::string name = sized_name(file_name, width, format);
    std::error_code ignored;
    std::filesystem::create_directory(sizes, ignored);
    const bool made = sized.state == SizedPicture::State::made;
    try {
        // Not kept, it is made again at the next request.
        static_cast<void>(write_durably(sizes, name, made ? sized.bytes : refused_mark));
    } catch (const app::StoreFailure&) {}
    // Forgotten while we worked: nothing of it stays.
    if (!std::filesystem::exists(original, ignored)) {
        std::filesystem::remove(sizes + "/" + name, ignored);
    }
    return sized;
}

}  // namespace louxia::adapters
