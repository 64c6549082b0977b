#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "server/cli/open_file.hpp"

namespace louxia::cli {

/// The program `age` (https://age-encryption.org, Debian's package of that name) between a file and
/// us. Started with a list of words and never through a shell. What it has to complain about it
/// says on standard error.
class Age {
public:
    static constexpr const char* missing_words =
        "the program age is not installed; on Debian: apt install age";
    /// What an encrypted file begins with.
    static constexpr std::string_view first_words = "age-encryption.org/v1";

    /// What is written to end() goes encrypted into the open file `into`. Nothing when there is no
    /// such program.
    [[nodiscard]] static std::optional<Age> encrypt(const std::vector<std::string>& recipients,
                                                    int into);
    /// What is read from end() is the open file `from`, decrypted with the keys of `identity`.
    [[nodiscard]] static std::optional<Age> decrypt(const std::string& identity, int from);

    Age(Age&& other) noexcept
        : child_(std::exchange(other.child_, 0)), end_(std::move(other.end_)) {}
    Age& operator=(Age&&) = delete;
    ~Age();

    [[nodiscard]] int end() const noexcept { return end_.number(); }
    /// Closes our end and waits. False when age was not content: then the file is worth nothing.
    [[nodiscard]] bool finish();

private:
    Age(pid_t child, OpenFile end) : child_(child), end_(std::move(end)) {}
    static std::optional<Age> start(std::vector<std::string> words, int file, bool we_write);

    pid_t child_ = 0;
    OpenFile end_;
};

}  // namespace louxia::cli
