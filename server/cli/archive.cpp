#include "server/cli/archive.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

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

bool sync_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    return synced;
}

}  // namespace

ArchiveWriter::ArchiveWriter(const std::string& path)
    : path_(path), out_(path, std::ios::binary | std::ios::trunc) {}

bool ArchiveWriter::add(const std::string& name, const std::string& path) {
    std::error_code failed;
    const std::uint64_t bytes = std::filesystem::file_size(path, failed);
    std::ifstream in(path, std::ios::binary);
    if (failed || !in || name.size() >= name_length) {
        return false;
    }
    const Header header = header_for(name, bytes);
    out_.write(header.data(), static_cast<std::streamsize>(header.size()));
    std::vector<char> buffer(chunk);
    std::uint64_t copied = 0;
    while (copied < bytes) {
        const std::uint64_t want = std::min<std::uint64_t>(chunk, bytes - copied);
        if (!in.read(buffer.data(), static_cast<std::streamsize>(want))) {
            return false;
        }
        out_.write(buffer.data(), static_cast<std::streamsize>(want));
        copied += want;
    }
    const Header zeros{};
    out_.write(zeros.data(), static_cast<std::streamsize>(padded(bytes) - bytes));
    return out_.good();
}

bool ArchiveWriter::finish() {
    const std::array<char, 2 * block> end{};
    out_.write(end.data(), static_cast<std::streamsize>(end.size()));
    out_.close();
    return !out_.fail() && sync_file(path_);
}

ArchiveReader::ArchiveReader(const std::string& path) : in_(path, std::ios::binary) {
    ok_ = in_.good();
}

std::optional<ArchiveReader::Entry> ArchiveReader::next() {
    in_.seekg(static_cast<std::streamoff>(unread_), std::ios::cur);
    unread_ = 0;
    Header header{};
    if (!ok_ || !in_.read(header.data(), static_cast<std::streamsize>(header.size()))) {
        ok_ = false;
        return std::nullopt;
    }
    if (header[0] == '\0') {
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
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    std::vector<char> buffer(chunk);
    std::uint64_t left = entry.bytes;
    while (left > 0) {
        const std::uint64_t want = std::min<std::uint64_t>(chunk, left);
        if (!in_.read(buffer.data(), static_cast<std::streamsize>(want))) {
            ok_ = false;
            return false;
        }
        out.write(buffer.data(), static_cast<std::streamsize>(want));
        left -= want;
    }
    unread_ -= entry.bytes;
    out.close();
    return !out.fail() && sync_file(path);
}

}  // namespace louxia::cli
