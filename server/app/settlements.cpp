#include "server/app/settlements.hpp"

#include "server/app/callers.hpp"
#include "server/app/crowd.hpp"
#include "server/app/emit.hpp"
#include "server/app/local_time.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t payouts_shown = 50;
constexpr std::int32_t earnings_shown = 60;

std::vector<LineCost> costs_of(const Reader& reader, const Order& order) {
    std::vector<LineCost> costs;
    for (const OrderLine& line : order.lines) {
        const auto item = reader.item(line.item);
        costs.push_back(item ? LineCost{item->batch.farm, item->cost} : LineCost{});
    }
    return costs;
}

SupplierId known_supplier(Context& context, Writer& writer, const std::string& name) {
    if (const auto known = writer.supplier_named(name)) {
        return known->id;
    }
    const Supplier supplier{context.ids.make<SupplierId>(), name};
    writer.put(supplier);
    return supplier.id;
}

/// "3-2-502 小鹿家", as on the bags.
std::string household_name(const Household& household) {
    const Address& at = household.address;
    return std::to_string(at.building_number) + "-" + std::to_string(at.unit) + "-" +
           std::to_string(at.room) + " " + household.nickname;
}

/// Nothing for an account that nobody here owns.
std::optional<std::string> owner_name(const Reader& reader, Account account) {
    switch (account.kind) {
        case AccountKind::wallet:
        case AccountKind::hold: {
            const auto household = reader.household(HouseholdId{account.owner});
            return household ? std::optional(household_name(*household)) : std::nullopt;
        }
        case AccountKind::payable: {
            const auto supplier = reader.supplier(SupplierId{account.owner});
            return supplier ? std::optional(supplier->name) : std::nullopt;
        }
        case AccountKind::courier: {
            const auto courier = reader.courier(CourierId{account.owner});
            return courier ? std::optional(courier->name) : std::nullopt;
        }
        case AccountKind::hub_sales:
        case AccountKind::cash: {
            const auto hub = reader.hub(HubId{account.owner});
            return hub ? std::optional(hub->name) : std::nullopt;
        }
        case AccountKind::compensation:
        case AccountKind::commission_frozen:
        case AccountKind::commission:
        case AccountKind::bank:
        case AccountKind::provider:
        case AccountKind::coupons:
        case AccountKind::crowd: return std::string{};
    }
    return std::nullopt;
}

void add_owed(const Reader& reader, std::vector<api::OwedView>& list, AccountKind kind,
              bool with_since) {
    for (const Balance& balance : reader.balances(kind)) {
        api::OwedView view;
        view.kind = kind;
        view.owner = OwnerId{balance.account.owner};
        view.name = owner_name(reader, balance.account).value_or("");
        view.amount = balance.amount;
        view.since = with_since ? reader.owed_since(balance.account) : Instant{};
        list.push_back(std::move(view));
    }
}

api::PayoutView view_of_payout(const Reader& reader, const Payout& payout) {
    const auto by = reader.member(payout.by);
    return {payout.account.kind,
            owner_name(reader, payout.account).value_or(""),
            payout.amount,
            payout.way,
            by ? by->nickname : std::string{},
            payout.at};
}

/// Cash leaves the till of the hub that the leader keeps, or of the first one.
Result<Account> source_of(const Caller& caller, const Reader& reader, PayoutWay way) {
    switch (way) {
        case PayoutWay::bank: return bank_account;
        case PayoutWay::cash: break;
    }
    LOUXIA_ASSIGN(const Hub hub, hub_of(caller, reader, HubId{}));
    return cash_of(hub.id);
}

/// Text for a cell: quoted, and never a formula.
std::string cell(std::string_view text) {
    std::string quoted = "\"";
    if (!text.empty() &&
        std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
        quoted += '\'';
    }
    for (const char letter : text) {
        quoted += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return quoted + "\"";
}

/// "2026-11-23 07:05:09" of the community's clock.
std::string local_text(const Context& context, const Community& community, Instant at) {
    const CivilTime local = to_civil(at, utc_offset_of(context, community, at));
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return to_text(local.date) + " " + two(local.minute_of_day / 60) + ":" +
           two(local.minute_of_day % 60) + ":" + two(at.ms / second_ms % 60);
}

}  // namespace

Result<void> split_order(Context& context, Writer& writer, const Order& order, Instant now) {
    SplitTerms terms = writer.community().split;
    if (is_with_crowd(writer, order)) {
        terms.courier_pay = Money{};  // its ride has a price
    }
    LOUXIA_ASSIGN(const Split split, split_sales(order, terms, costs_of(writer, order)));
    Settlement settlement;
    settlement.order = order.id;
    settlement.permille = terms.commission_permille;
    settlement.goods = split.goods;
    settlement.commission = split.commission;
    settlement.courier = split.courier_pay.is_zero() ? CourierId{} : order.courier;
    settlement.courier_pay = split.courier_pay;
    settlement.frozen_until = now + commission_freeze_ms;
    LedgerEntry entry{context.ids.make<LedgerEntryId>(), Cause::split, order.id.value, now, {}};
    const auto post = [&entry](Account account, Money amount) {
        if (!amount.is_zero()) {
            entry.postings.push_back({account, amount});
        }
    };
    LOUXIA_ASSIGN(const Money given, subtract(due_of(order), split.hub));
    post(sales_of(order.hub), negate(given));
    post(frozen_commission, split.commission);
    post(earnings_of(order.courier), split.courier_pay);
    for (const Split::Payable& each : split.payables) {
        post(payable_to(known_supplier(context, writer, each.farm)), each.amount);
        LOUXIA_ASSIGN(settlement.payable, add(settlement.payable, each.amount));
    }
    if (!entry.postings.empty()) {
        LOUXIA_TRY(writer.post_entry(entry));
    }
    if (settlement.commission.is_zero()) {
        settlement.released_at = now;
    }
    writer.put(settlement);
    return {};
}

Result<void> take_back_commission(Context& context, Writer& writer, const Order& order,
                                  Instant now) {
    auto settlement = writer.settlement(order.id);
    if (!settlement) {
        return {};
    }
    const Money wanted = commission_to_take_back(*settlement, order);
    LOUXIA_ASSIGN(const Money more, subtract(wanted, settlement->taken_back));
    if (more.is_zero()) {
        return {};
    }
    const Account from = settlement->released_at.is_set() ? free_commission : frozen_commission;
    LOUXIA_ASSIGN(const LedgerEntry entry,
                  transfer(context.ids.make<LedgerEntryId>(), Cause::commission_back,
                           order.id.value, now, from, sales_of(order.hub), more));
    LOUXIA_TRY(writer.post_entry(entry));
    settlement->taken_back = wanted;
    writer.put(*settlement);
    return {};
}

Result<bool> release_commissions(Context& context, Writer& writer, Instant now) {
    auto due = writer.settlements_to_release(now, released_at_once);
    Money sum;
    for (Settlement& each : due) {
        LOUXIA_ASSIGN(const Money left, subtract(each.commission, each.taken_back));
        LOUXIA_ASSIGN(sum, add(sum, left));
        each.released_at = now;
        writer.put(each);
    }
    if (!sum.is_zero()) {
        LOUXIA_ASSIGN(const LedgerEntry entry,
                      transfer(context.ids.make<LedgerEntryId>(), Cause::commission_release, 0, now,
                               frozen_commission, free_commission, sum));
        LOUXIA_TRY(writer.post_entry(entry));
    }
    return due.size() == static_cast<std::size_t>(released_at_once);
}

Result<api::GetAccounts::Response> get_accounts(const Context&, const Caller&, const api::Nothing&,
                                                const Reader& reader) {
    api::GetAccounts::Response response;
    const SplitTerms terms = reader.community().split;
    response.commission_permille = terms.commission_permille;
    response.courier_pay = terms.courier_pay;
    response.frozen = reader.balance(frozen_commission);
    response.next_release = reader.next_release();
    for (const AccountKind kind : {AccountKind::commission, AccountKind::payable,
                                   AccountKind::courier, AccountKind::crowd}) {
        add_owed(reader, response.owed, kind, true);
    }
    add_owed(reader, response.wallets, AccountKind::wallet, false);
    for (const Hub& hub : reader.hubs()) {
        response.hubs.push_back(
            {hub.name, reader.balance(sales_of(hub.id)), negate(reader.balance(cash_of(hub.id)))});
    }
    for (const Payout& payout : reader.payouts(payouts_shown)) {
        response.payouts.push_back(view_of_payout(reader, payout));
    }
    return response;
}

Result<api::PayoutView> pay_out(Context& context, const Caller& caller,
                                const api::PayOut::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    Payout payout;
    payout.account = {request.kind, request.owner.value};
    if (!owner_name(writer, payout.account)) {
        return refuse(ErrorCode::not_found, "owner");
    }
    const HouseholdId household{request.owner.value};
    if (request.kind == AccountKind::wallet) {
        LOUXIA_TRY(check_refund_destination_change(writer.guard(household), now));
    }
    LOUXIA_TRY(check_payout(writer.balance(payout.account), request.amount));
    LOUXIA_ASSIGN(const Account source, source_of(caller, writer, request.way));
    payout.id = context.ids.make<PayoutId>();
    payout.amount = request.amount;
    payout.way = request.way;
    payout.by = caller.member ? caller.member->id : MemberId{};
    payout.entry = context.ids.make<LedgerEntryId>();
    payout.at = now;
    LOUXIA_ASSIGN(const LedgerEntry entry, transfer(payout.entry, Cause::payout, payout.id.value,
                                                    now, payout.account, source, payout.amount));
    LOUXIA_TRY(writer.post_entry(entry));
    writer.put(payout);
    if (request.kind == AccountKind::wallet) {
        emit_wallet_changed(writer, household, now);
    }
    return view_of_payout(writer, payout);
}

Result<api::SetSplit::Response> set_split(Context&, const Caller&,
                                          const api::SetSplit::Request& request, Writer& writer) {
    Community community = writer.community();
    community.split = {request.commission_permille, request.courier_pay};
    writer.put(community);
    return request;
}

Result<api::GetEarnings::Response> get_earnings(const Context& context, const Caller& caller,
                                                const api::Nothing&, const Reader& reader) {
    LOUXIA_ASSIGN(const Courier courier, courier_of(caller, reader));
    const Account account = earnings_of(courier.id);
    const Day day = day_at(context, reader.community(), context.clock.now());
    api::GetEarnings::Response response;
    response.owed = reader.balance(account);
    response.since = response.owed.is_zero() ? Instant{} : reader.owed_since(account);
    response.per_delivery = reader.community().split.courier_pay;
    for (const AccountMove& move : reader.latest_moves(account, earnings_shown)) {
        const auto order =
            move.cause == Cause::split ? reader.order(OrderId{move.subject}) : std::nullopt;
        response.moves.push_back(
            {move.cause, order ? order->number : 0, move.amount, move.moved_at});
        if (move.cause == Cause::split && move.moved_at >= day.start) {
            LOUXIA_ASSIGN(response.today, add(response.today, move.amount));
        }
    }
    return response;
}

std::string ledger_csv(const Context& context, const Reader& reader, CivilDate date,
                       std::string_view header) {
    const Community community = reader.community();
    const Instant start = local_instant(context, community, date, 0);
    const Instant end = local_instant(context, community, next_date(date), 0);
    std::string csv = "\xEF\xBB\xBF";
    csv.append(header).append("\r\n");
    for (const LedgerEntry& entry : reader.entries_between(start, end)) {
        for (const Posting& posting : entry.postings) {
            const Account account = posting.account;
            const bool person =
                account.kind == AccountKind::wallet || account.kind == AccountKind::hold;
            // Households by their number alone: a bookkeeper need not know who bought what.
            const std::string owner =
                person ? std::string{} : owner_name(reader, account).value_or("");
            csv.append(local_text(context, community, entry.at)).append(",");
            csv.append(entry.id.text()).append(",");
            csv.append(word_of(entry.cause)).append(",");
            csv.append(entry.subject == 0 ? "" : encode_id(entry.subject)).append(",");
            csv.append(word_of(account.kind)).append(",");
            csv.append(account.owner == 0 ? "" : encode_id(account.owner)).append(",");
            csv.append(cell(owner)).append(",");
            csv.append(to_yuan_text(posting.amount)).append(",");
            csv.append(std::to_string(posting.amount.fen())).append("\r\n");
        }
    }
    return csv;
}

}  // namespace louxia::app
