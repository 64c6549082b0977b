#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/app/payments.hpp"
#include "tests/server/app/neighbourhood.hpp"
#include "tests/server/model/image.hpp"
#include "tests/server/model/reference.hpp"

namespace louxia::test {

/// Its words come in by take_notice, as the day wants them.
class SilentProvider final : public app::PaymentProvider {
public:
    Result<Created> create(CommunityId, const std::string&, const OnlinePayment&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<app::PaymentNotice> confirm(CommunityId, const OnlinePayment&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<ReturnState> refund(CommunityId, const OnlinePayment&, const PaymentReturn&) override {
        return refuse(ErrorCode::unavailable);
    }
    Result<app::PaymentNotice> verify(const app::SignedCall&) const override {
        return refuse(ErrorCode::not_allowed);
    }
};

/// One day of one neighbourhood, driven by a seed: at each step something happens to the store and
/// to the reference, which then have to agree. Some works are refused at their very end, and in
/// some the process dies: the store is opened again on what the disk held at that moment.
class Day {
public:
    explicit Day(std::uint64_t seed);

    void step();
    [[nodiscard]] std::string broken() const { return house_.broken(); }
    /// How often each kind of thing came about.
    [[nodiscard]] const std::map<std::string, int>& seen() const { return seen_; }

private:
    enum class Fate { goes_well, is_refused, dies };

    // day.cpp: chance, fate, comparison
    std::uint64_t below(std::uint64_t limit);
    bool chance(std::uint64_t one_in) { return below(one_in) == 0; }
    std::size_t any_household() { return below(households); }
    RefOrder* any_order();
    RefGroup* any_group();
    void happen();
    void compare();
    void compare_orders(const app::Reader& reader);
    /// False when nothing of the work is left.
    bool die_during(const std::function<void()>& work);
    /// Does it, now and then with a death in one of its transactions, after which it is done again.
    void survive(const std::function<void()>& work);
    void come_back(const Image& image);
    void run_jobs();
    void pass();

    /// A refusal must be one of these, and what it says must be so.
    struct Reason {
        ErrorCode code;
        bool holds;
    };
    static void judge(ErrorCode code, std::initializer_list<Reason> reasons);

    template <class E>
    Result<typename E::Response> attempt(const app::Caller& caller,
                                         const typename E::Request& request) {
        last_ = E::name;
        Result<typename E::Response> answer = refuse(ErrorCode::conflict);
        switch (fate_) {
            case Fate::goes_well: answer = place_.call<E>(caller, request); break;
            case Fate::is_refused:
                static_cast<void>(
                    house_.store->transact(place_.id, [&](app::Writer& writer) -> Result<void> {
                        static_cast<void>(
                            app::UseCase<E>::run(house_.context, caller, request, writer));
                        return refuse(ErrorCode::conflict);
                    }));
                break;
            case Fate::dies: {
                lost_ = !die_during([&] { answer = place_.call<E>(caller, request); });
                if (lost_) answer = refuse(ErrorCode::conflict);
                break;
            }
        }
        if (answer) ++seen_[last_];
        return answer;
    }

    // day_orders.cpp
    void order();
    std::vector<RefOrder::Line> lines_of(const Order& stored);
    void weigh();
    void change_order();
    void move_by_staff();
    void carry();
    void cancel_or_collect();
    void apply(RefOrder& order, OrderState to);

    // day_groups.cpp
    void open_group();
    void end_group();
    void join();
    void leave();
    void take_up_orders(const RefGroup& group);

    /// What somebody was asked to pay online, and has not paid.
    struct Asked {
        PaymentId id;
        std::size_t household = 0;
        PaymentPurpose purpose = PaymentPurpose::top_up;
        std::int64_t amount = 0;
        RefOrder order;
        GroupId group;
    };

    // day_money.cpp
    void refund();
    void recall();
    void ask_for_payment();
    void pay();
    void take_up_paid(const Asked& asked, OrderId id);
    void take_up_paid_order(const Asked& asked, OrderId id);
    void top_up();
    void account();
    void release();
    void set_split();
    void pay_out();

    // day_goods.cpp
    void change_price();
    void count_stock();
    void share_shortage();

    static constexpr std::int64_t pieces_each = 40;
    static constexpr std::int64_t coupon_off = 700;
    static constexpr std::int64_t coupon_from = 1000;
    /// Some days go on for longer.
    static Instant coupon_ends() { return House::at(23, 0); }

    std::uint64_t random_;
    House house_;
    Neighbourhood place_;
    Reference reference_;
    std::optional<jobs::Jobs> jobs_;
    std::vector<HubId> hubs_;
    SilentProvider provider_;
    std::string coupon_;
    std::vector<Asked> asked_;
    Fate fate_ = Fate::goes_well;
    bool lost_ = false;  ///< nothing of this step may stay
    std::string last_;
    std::map<std::string, int> seen_;
};

}  // namespace louxia::test
