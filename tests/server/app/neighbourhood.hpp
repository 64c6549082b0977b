#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/adapters/horizon_dispatcher.hpp"
#include "server/adapters/iana_time_zones.hpp"
#include "server/adapters/picture_folder.hpp"
#include "server/adapters/sodium_secrets.hpp"
#include "server/app/demo.hpp"
#include "server/app/demo_day.hpp"
#include "server/app/use_cases.hpp"
#include "server/jobs/jobs.hpp"
#include "server/store/open_store.hpp"
#include "tests/support/store_door.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

/// The first bytes of a PNG of 10 × 10 points, which is all that is looked at.
std::string png();

/// Ids that count, so that a day runs the same every time.
class CountingIds final : public IdSource {
public:
    [[nodiscard]] std::uint64_t next_id() override { return ++last_; }

private:
    std::uint64_t last_ = 1'795'000'000'000ULL << 20U;
};

/// Secrets from a seed; hashed as the real ones.
class SeededSecrets final : public app::Secrets {
public:
    [[nodiscard]] std::string make_secret() override;
    [[nodiscard]] std::uint64_t random() override;
    [[nodiscard]] std::string hash(std::string_view text) const override {
        return sodium_.hash(text);
    }
    [[nodiscard]] std::string slow_hash(std::string_view text,
                                        std::string_view salt) const override {
        return sodium_.slow_hash(text, salt);
    }

private:
    adapters::SodiumSecrets sodium_;
    std::uint64_t state_ = 1;
};

/// A data folder with a real store, a clock that is set by hand, and communities of 14 households,
/// two hubs, two couriers, a shop each, one kiosk and a leader.
class House {
public:
    House();

    /// 2026-11-23 at that time in Shanghai.
    static Instant at(int hour, int minute, int second = 0);
    void set(Instant now) { clock.set(now); }
    [[nodiscard]] Instant now() const { return clock.now(); }
    void pass(std::int64_t ms) { clock.set(clock.now() + ms); }

    CommunityId add_community(const std::string& slug);
    /// Invariants that do not hold, in one text; empty when all do.
    [[nodiscard]] std::string broken() const;

    TemporaryFolder folder;
    app::SetClock clock;
    std::unique_ptr<store::SqlStore> store;
    StoreDoor door{store};
    CountingIds ids;
    SeededSecrets secrets;
    adapters::IanaTimeZones zones;
    adapters::HorizonDispatcher dispatcher;
    adapters::PictureFolder pictures;
    app::Context context;
    jobs::Jobs jobs;
};

/// One community of the house, and its people as callers.
class Neighbourhood {
public:
    Neighbourhood(House& house, const std::string& slug = "lanting");

    [[nodiscard]] Plan plan() const;
    [[nodiscard]] app::Caller resident(std::size_t index) const;  ///< 0-12
    [[nodiscard]] app::Caller leader() const;
    [[nodiscard]] app::Caller shop(std::size_t hub = 0) const;
    [[nodiscard]] app::Caller kiosk() const;
    [[nodiscard]] app::Caller courier(std::size_t index) const;
    [[nodiscard]] app::Caller courier_with(OrderId order) const;

    template <class E>
    Result<typename E::Response> call(const app::Caller& caller,
                                      const typename E::Request& request) {
        Result<typename E::Response> answer = refuse(ErrorCode::unavailable);
        if constexpr (app::only_reads<E>()) {
            house_.store->read(id, [&](const app::Reader& reader) {
                answer = app::UseCase<E>::run(house_.context, caller, request, reader);
            });
        } else {
            const auto ready = app::prepare<E>(house_.context, caller, request);
            const auto done = house_.store->transact(id, [&](app::Writer& writer) -> Result<void> {
                answer = app::run_prepared<E>(house_.context, caller, request, ready, writer);
                const bool keep =
                    answer.ok() || answer.error().code == app::UseCase<E>::committed_refusal;
                return keep ? Result<void>{} : Result<void>{answer.error()};
            });
            app::finish<E>(house_.context, caller, ready);
            if (!done && answer.ok()) {
                answer = done.error();
            }
        }
        return answer;
    }

    /// Three goods, `pieces` of each in both hubs, published: 小白菜 ¥3.00, 白虾 ¥30.00 (chilled),
    /// 豆腐 ¥5.00.
    void publish_list(std::int64_t pieces);
    [[nodiscard]] ItemId item(std::size_t index) const { return items_.at(index); }
    /// A hot pot for ¥89.00 with the three goods; cut-off 16:00, before 18:00.
    /// At `cap` households nobody else comes in; 0 for none.
    GroupId open_group(int target = 10, int cap = 0);

    Result<api::OrderView> order(const app::Caller& caller, std::vector<api::BasketLine> lines,
                                 Fulfilment fulfilment = Fulfilment::delivery,
                                 Payment payment = Payment::wallet);
    /// The shop's steps up to that state.
    void move_to(OrderId order, OrderState last);

    [[nodiscard]] Money wallet(const app::Caller& caller) const;
    [[nodiscard]] Money held(const app::Caller& caller) const;
    /// Over both hubs.
    [[nodiscard]] Pieces available(std::size_t item) const;
    [[nodiscard]] Order stored(OrderId order) const;
    [[nodiscard]] std::vector<app::Event> events(std::string_view name) const;
    [[nodiscard]] House& house() { return house_; }

    CommunityId id;

private:
    House& house_;
    std::vector<Member> members_;  ///< of households, by door
    std::vector<Member> staff_;
    std::vector<HubId> hubs_;
    std::vector<ItemId> items_;
};

}  // namespace louxia::test
