#include "server/cli/archive.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/cli/open_file.hpp"

namespace louxia::cli {
namespace {

constexpr std::size_t block = 512;
constexpr std::size_t chunk = 256 * block;
using Header = std::array<char, block>;

// Offsets and lengths of the ustar header's fields.
constexpr std::size_t name_at = 0, name_length = 100;
constexpr std::size_t mode_at = 100, owner_at = 108, group_at = 116, short_length = 8;
constexpr std::size_t size_at = 124, time_at = 136, long_length = 12;
constexpr std::size_t sum_at = 148, type_at = 156, magic_at = 257;

void put_octal(Header& header, std::size_t at, std::size_t length, std::uint64_t value) {
    for (std::size_t index = length - 1; index > 0; --index) {
        header[at + index - 1] = static_cast<char>('0' + (value & 7U));
        value >>= 3U;
    }
}

std::optional<std::uint64_t> read_octal(const Header& header, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t index = at; index < at + length; ++index) {
        const char digit = header[index];
        if (digit == '\0' || digit == ' ') {
            break;
        }
        if (digit < '0' || digit > '7') {
            return std::nullopt;
        }
        value = value << 3U | static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

std::uint64_t checksum(Header header) {
    std::fill_n(header.begin() + sum_at, short_length, ' ');
    std::uint64_t sum = 0;
    for (const char byte : header) {
        sum += static_cast<unsigned char>(byte);
    }
    return sum;
}

Header header_for(const std::string& name, std::uint64_t bytes) {
    Header header{};
    std::copy(name.begin(), name.end(), header.begin() + name_at);
    put_octal(header, mode_at, short_length, 0600);
    put_octal(header, owner_at, short_length, 0);
    put_octal(header, group_at, short_length, 0);
    put_octal(header, size_at, long_length, bytes);
    put_octal(header, time_at, long_length, 0);
    header[type_at] = '0';
    constexpr std::string_view magic{"ustar\00000", 8};
    std::copy(magic.begin(), magic.end(), header.begin() + magic_at);
    put_octal(header, sum_at, short_length - 1, checksum(header));
    header[sum_at + short_length - 1] = ' ';
    return header;
}

std::uint64_t padded(std::uint64_t bytes) {
    return (bytes + block - 1) / block * block;
}

/// Up to `count` bytes; less only at the end. Nothing when reading fails.
std::optional<std::size_t> read_up_to(int file, char* bytes, std::size_t count) {
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = ::read(file, bytes + have, count - have);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            return std::nullopt;
        }
        have += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return have;
}

}  // namespace

bool ArchiveWriter::put(const char* bytes, std::size_t count) {
    if (!write_all(out_, bytes, count)) {
        return false;
    }
    return pace_.wrote(on_disk_, count);
}

bool ArchiveWriter::add(const std::string& name, int in) {
    struct stat about {};
    if (name.size() >= name_length || ::fstat(in, &about) != 0) {
        return false;
    }
    const auto bytes = static_cast<std::uint64_t>(about.st_size);
    const Header header = header_for(name, bytes);
    if (!put(header.data(), header.size())) {
        return false;
    }
    std::vector<char> buffer(chunk);
    std::uint64_t left = bytes;
    while (left > 0) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, left));
        if (read_up_to(in, buffer.data(), want) != want || !put(buffer.data(), want)) {
            return false;
        }
        left -= want;
    }
    const Header zeros{};
    return put(zeros.data(), static_cast<std::size_t>(padded(bytes) - bytes));
}

bool ArchiveWriter::finish() {
    const std::array<char, 2 * block> end{};
    return put(end.data(), end.size());
}

bool ArchiveReader::take(char* bytes, std::size_t count) {
    return read_up_to(in_, bytes, count) == count;
}

bool ArchiveReader::skip(std::uint64_t count) {
    std::vector<char> buffer(static_cast<std::size_t>(std::min<std::uint64_t>(chunk, count)));
    while (count > 0) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, count));
        if (!take(buffer.data(), want)) {
            return false;
        }
        count -= want;
    }
    return true;
}

std::optional<ArchiveReader::Entry> ArchiveReader::next() {
    Header header{};
    ok_ = ok_ && skip(unread_) && take(header.data(), header.size());
    unread_ = 0;
    if (!ok_ || header[0] == '\0') {
        return std::nullopt;
    }
    const auto sum = read_octal(header, sum_at, short_length);
    const auto bytes = read_octal(header, size_at, long_length);
    if (!sum || !bytes || *sum != checksum(header) || header[type_at] != '0' ||
        std::memcmp(&header[magic_at], "ustar", 5) != 0) {
        ok_ = false;
        return std::nullopt;
    }
    const auto* end = std::find(header.begin(), header.begin() + name_length, '\0');
    unread_ = padded(*bytes);
    return Entry{std::string(header.data(), static_cast<std::size_t>(end - header.data())), *bytes};
}

bool ArchiveReader::extract(const Entry& entry, const std::string& path) {
    const OpenFile out(path, O_WRONLY | O_CREAT | O_EXCL);
    std::vector<char> buffer(chunk);
    std::uint64_t left = entry.bytes;
    while (left > 0) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(chunk, left));
        if (!take(buffer.data(), want)) {
            ok_ = false;
            return false;
        }
        if (!write_all(out.number(), buffer.data(), want)) {
            return false;
        }
        left -= want;
    }
    unread_ -= entry.bytes;
    return out.is_open() && ::fsync(out.number()) == 0;
}

bool ArchiveReader::drain() {
    std::vector<char> buffer(chunk);
    const auto rest = read_up_to(in_, buffer.data(), buffer.size());
    return rest && *rest < buffer.size();
}

}  // namespace louxia::cli
