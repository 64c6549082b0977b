#include "server/cli/age.hpp"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace louxia::cli {
namespace {

constexpr const char* program = "age";

/// What posix_spawnp is told besides the words.
class Spawning {
public:
    Spawning(int input, int output) {
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
        posix_spawnattr_init(&attributes_);
        sigset_t usual;
        sigemptyset(&usual);
        sigaddset(&usual, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes_, &usual);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
    }
    ~Spawning() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }
    Spawning(const Spawning&) = delete;
    Spawning& operator=(const Spawning&) = delete;

    /// 0 when it could not be started.
    [[nodiscard]] pid_t run(std::vector<std::string> words) const {
        std::vector<char*> pointers;
        for (std::string& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        pid_t child = 0;
        return posix_spawnp(&child, program, &files_, &attributes_, pointers.data(), environ) == 0
                   ? child
                   : 0;
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

}  // namespace

std::optional<Age> Age::start(std::vector<std::string> words, int file, bool we_write) {
    // When age ends early, writing to it fails and is reported, instead of ending us.
    std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    OpenFile reading(ends[0]);
    OpenFile writing(ends[1]);
    words.insert(words.begin(), program);
    const pid_t child = we_write ? Spawning(reading.number(), file).run(std::move(words))
                                 : Spawning(file, writing.number()).run(std::move(words));
    if (child == 0) {
        return std::nullopt;
    }
    return Age(child, we_write ? std::move(writing) : std::move(reading));
}

std::optional<Age> Age::encrypt(const std::vector<std::string>& recipients, int into) {
    std::vector<std::string> words{"--encrypt"};
    for (const std::string& recipient : recipients) {
        words.insert(words.end(), {"--recipient", recipient});
    }
    return start(std::move(words), into, true);
}

std::optional<Age> Age::decrypt(const std::string& identity, int from) {
    return start({"--decrypt", "--identity", identity}, from, false);
}

Age::~Age() {
    static_cast<void>(finish());
}

bool Age::finish() {
    end_.close();
    if (child_ == 0) {
        return false;
    }
    int status = 0;
    pid_t ended = 0;
    do {
        ended = ::waitpid(child_, &status, 0);
    } while (ended < 0 && errno == EINTR);
    child_ = 0;
    return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace louxia::cli
