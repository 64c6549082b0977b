// What does not add up about payments and coupons is found and named.

#include <doctest/doctest.h>

#include <algorithm>

#include "server/store/open_store.hpp"
#include "tests/server/store/raw.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

/// A payment of ¥7.00 for nothing but the wallet, of which ¥3.00 went back; a coupon nobody has.
void fill(const std::string& folder, const SampleIds& ids) {
    const auto store = store::open_store(folder, store::Access::serve);
    fill_with_samples(*store, ids, 20);
    const auto done = store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
        OnlinePayment payment = sample_payment(ids);
        payment.purpose = PaymentPurpose::top_up;
        payment.group = GroupId{};
        payment.order = OrderId{};
        writer.put(payment);
        writer.put(sample_return(ids));
        Coupon coupon = sample_coupon(ids);
        coupon.taken = 0;
        writer.put(coupon);
        const auto book = [&](std::uint64_t number, Cause cause, Account from, Account to,
                              Money amount) {
            return writer.post_entry(transfer(LedgerEntryId{number}, cause, payment.id.value,
                                              sample_time, from, to, amount)
                                         .value());
        };
        const Account wallet = wallet_of(ids.household());
        LOUXIA_TRY(book(1, Cause::online_payment, provider_account, wallet, payment.received));
        return book(2, Cause::online_return, wallet, provider_account, payment.returned);
    });
    REQUIRE(done.ok());
}

}  // namespace

TEST_CASE("a payment, its returns and the provider's account have to agree") {
    const TemporaryFolder folder;
    fill(folder.path(), SampleIds{7});
    CHECK(lines_broken_in(folder.path()) == "");
    const auto breaks = [&](const std::string& sql, std::string_view words) {
        const TemporaryFolder other;
        fill(other.path(), SampleIds{7});
        run_raw(other.path(), sql);
        CAPTURE(sql);
        CHECK(lines_broken_in(other.path()).find(words) != std::string::npos);
    };
    breaks("UPDATE payment SET received_fen = 701", "701 fen are noted as received, 700 were");
    breaks("UPDATE payment SET returned_fen = 299", "299 fen are noted as returned, 300 left");
    breaks("UPDATE payment_return SET amount_fen = 301", "its returns sum to 301");
    breaks("UPDATE payment SET received_fen = 701", "the provider's account stands at -400 fen");
    breaks("UPDATE payment SET state = 3", "with 0 fen still to go back");
    breaks("UPDATE payment SET purpose = 2", "was used for an order, and there is none");
    breaks("UPDATE payment SET state = 1, received_fen = 0, look_at_ms = NULL",
           "waits to be paid, and the provider is not asked again");
    breaks("UPDATE payment_return SET state = 1, look_at_ms = NULL",
           "300 fen of payment " + SampleIds{7}.id<PaymentId>(13).text() + " are to go back");
    breaks("UPDATE payment SET payment_id = 99; UPDATE payment_return SET payment_id = 99",
           "moved money of the payment " + SampleIds{7}.id<PaymentId>(13).text() +
               ", which is not noted");
    breaks("UPDATE coupon SET taken = 1", "1 are counted as taken, 0 are");
}

}  // namespace louxia::test
