#include "server/jobs/nightly_backup.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "server/app/local_time.hpp"

namespace louxia::jobs {
namespace {

namespace fs = std::filesystem;

constexpr std::int32_t minute_of_day_due = 3 * 60;
constexpr std::int64_t try_again_ms = 10 * minute_ms;

void keep_newest(const fs::path& folder, int kept) {
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("louxia-") && name.ends_with(".db")) {
            copies.push_back(entry.path());
        }
    }
    std::sort(copies.begin(), copies.end());
    for (std::size_t index = 0; index + static_cast<std::size_t>(kept) < copies.size(); ++index) {
        fs::remove(copies[index]);
    }
}

}  // namespace

NightlyBackup::NightlyBackup(app::Context& context, std::string folder, int kept)
    : context_(context), folder_(std::move(folder)), kept_(kept) {}

void NightlyBackup::run_due(Instant now) {
    const auto communities = context_.store.communities();
    if (kept_ <= 0 || communities.empty()) {
        return;
    }
    const std::int32_t offset = app::utc_offset_of(context_, communities.front(), now);
    const CivilTime local = to_civil(now, offset);
    const std::string date = to_text(local.date);
    if (local.minute_of_day < minute_of_day_due || made_for_ == date) {
        return;
    }
    if (failed_at_.is_set() && now - failed_at_ < try_again_ms && now >= failed_at_) {
        return;
    }
    failed_at_ = now;
    make(date);
    failed_at_ = Instant{};
    made_for_ = date;
}

void NightlyBackup::end() {
    ending_ = true;
}

void NightlyBackup::make(const std::string& date) const {
    const fs::path folder = folder_;
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    const auto path = folder / ("louxia-" + date + ".db");
    if (!fs::exists(path)) {
        const auto unfinished = folder / ("louxia-" + date + ".new");
        fs::remove(unfinished);
        context_.store.backup_to(unfinished.string(), [this] { return !ending_; });
        fs::rename(unfinished, path);
    }
    keep_newest(folder, kept_);
}

}  // namespace louxia::jobs
