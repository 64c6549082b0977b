// Preloaded into the server: its wall clock is off by the milliseconds that stand in the file named
// by MOVED_CLOCK, and follows the file while it runs. The steady clock is left alone.

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

const volatile std::int64_t* open_offset() {
    const char* name = std::getenv("MOVED_CLOCK");
    const int file = name == nullptr ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return nullptr;
    }
    void* page = mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    return page == MAP_FAILED ? nullptr : static_cast<const volatile std::int64_t*>(page);
}

std::int64_t offset_ms() {
    static const volatile std::int64_t* offset = open_offset();
    return offset == nullptr ? 0 : *offset;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
    const long done = syscall(SYS_clock_gettime, clock, time);
    if (done == 0 && clock == CLOCK_REALTIME) {
        const std::int64_t ns =
            time->tv_sec * second_ns + time->tv_nsec + offset_ms() * (second_ns / 1000);
        time->tv_sec = ns / second_ns;
        time->tv_nsec = ns % second_ns;
    }
    return static_cast<int>(done);
}

extern "C" time_t time(time_t* into) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (into != nullptr) {
        *into = now.tv_sec;
    }
    return now.tv_sec;
}
