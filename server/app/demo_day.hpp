#pragma once

#include "server/app/context.hpp"
#include "server/app/demo_file.hpp"
#include "server/app/import_sheet.hpp"

/// The parts of a demo that belong to a day. Used by demo.cpp alone.
namespace louxia::app {

/// A clock that stands where it is set: for what the demo says happened earlier.
class SetClock final : public Clock {
public:
    explicit SetClock(Instant at) : at_(at) {}
    void set(Instant at) noexcept { at_ = at; }
    [[nodiscard]] Instant now() const override { return at_; }

private:
    Instant at_;
};

struct DemoWork {
    Context& context;
    Writer& writer;
    const DemoFile& file;
    const ReadSheet& sheet;
    Instant now;  ///< the real clock's
    DemoList list = DemoList::by_the_clock;
};

/// The same context with another clock.
[[nodiscard]] Context at_clock(const Context& context, const Clock& clock);
[[nodiscard]] Instant demo_instant(const DemoWork& work, std::int32_t day_offset,
                                   std::int32_t minute_of_day);
[[nodiscard]] std::optional<Hub> demo_hub(const DemoWork& work, std::string_view key);
[[nodiscard]] std::optional<Household> demo_household(const DemoWork& work, std::string_view door);

/// Today's list, published when it is past 07:00.
[[nodiscard]] Result<void> make_demo_list(const DemoWork& work);
/// Today's groups with those who joined; the cut-off is the next sensible one.
[[nodiscard]] Result<void> make_demo_groups(const DemoWork& work);
/// Yesterday's list, orders and posts.
[[nodiscard]] Result<void> make_demo_yesterday(const DemoWork& work);

}  // namespace louxia::app
