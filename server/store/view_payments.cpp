#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

std::optional<OnlinePayment> SqlView::payment(PaymentId id) const {
    static const std::string sql = select_sql(payment_table, "AND payment_id = $2");
    return one_row<OnlinePayment>(connection_, sql, community_, id);
}

std::optional<OnlinePayment> SqlView::payment_by_reference(std::string_view reference) const {
    static const std::string sql =
        select_sql(payment_table, "AND reference = $2 AND reference <> ''");
    return one_row<OnlinePayment>(connection_, sql, community_, reference);
}

std::vector<OnlinePayment> SqlView::payments_of(HouseholdId id, std::int32_t limit) const {
    static const std::string sql =
        select_sql(payment_table, "AND household_id = $2 ORDER BY payment_id DESC LIMIT $3");
    return all_rows<OnlinePayment>(connection_, sql, community_, id, limit);
}

std::vector<OnlinePayment> SqlView::payments_for(HouseholdId id, std::uint64_t subject) const {
    static const std::string sql =
        select_sql(payment_table,
                   "AND household_id = $2 AND state = 2 AND (order_id = $3 OR group_id = $3) AND "
                   "returned_fen < received_fen ORDER BY payment_id");
    return all_rows<OnlinePayment>(connection_, sql, community_, id, subject);
}

std::vector<OnlinePayment> SqlView::payments_to_look_at(Instant now, std::int32_t limit) const {
    static const std::string sql =
        select_sql(payment_table, "AND look_at_ms <= $2 ORDER BY look_at_ms LIMIT $3");
    return all_rows<OnlinePayment>(connection_, sql, community_, now, limit);
}

std::vector<PaymentReturn> SqlView::returns_of(PaymentId id) const {
    static const std::string sql =
        select_sql(payment_return_table, "AND payment_id = $2 ORDER BY return_id");
    return all_rows<PaymentReturn>(connection_, sql, community_, id);
}

std::vector<PaymentReturn> SqlView::returns_to_look_at(Instant now, std::int32_t limit) const {
    static const std::string sql =
        select_sql(payment_return_table, "AND look_at_ms <= $2 ORDER BY look_at_ms LIMIT $3");
    return all_rows<PaymentReturn>(connection_, sql, community_, now, limit);
}

bool SqlView::refunds_to_wallet(HouseholdId id) const {
    return Query(connection_,
                 "SELECT to_wallet FROM refund_choice WHERE community_id = $1 AND "
                 "household_id = $2",
                 community_, id)
        .only<bool>()
        .value_or(false);
}

void SqlView::put(const OnlinePayment& payment) {
    static const std::string sql = upsert_sql(payment_table);
    write_row(connection_, sql, community_, payment);
}

void SqlView::put(const PaymentReturn& back) {
    static const std::string sql = upsert_sql(payment_return_table);
    write_row(connection_, sql, community_, back);
}

void SqlView::set_refunds_to_wallet(HouseholdId id, bool to_wallet) {
    Query(connection_,
          "INSERT INTO refund_choice (community_id, household_id, to_wallet) VALUES ($1, $2, $3) "
          "ON CONFLICT (community_id, household_id) DO UPDATE SET to_wallet = $3",
          community_, id, to_wallet)
        .run();
}

}  // namespace louxia::store
