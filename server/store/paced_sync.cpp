#include "server/store/paced_sync.hpp"

#include <algorithm>
#include <thread>

#include <unistd.h>

namespace louxia::store {

bool PacedSync::wrote(int file, std::uint64_t bytes) {
    unsynced_ += bytes;
    if (unsynced_ < piece_bytes) return true;
    unsynced_ = 0;
    if (::fdatasync(file) != 0) return false;
    std::this_thread::sleep_for(std::min<Clock::duration>(Clock::now() - began_, rest_max));
    began_ = Clock::now();
    return true;
}

}  // namespace louxia::store
