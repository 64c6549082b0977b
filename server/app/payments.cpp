#include "server/app/payments.hpp"

#include <algorithm>

#include "server/app/emit.hpp"
#include "server/app/use_cases.hpp"
#include "shared/api/codec.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t looked_at_once = 50;
/// So many questions without an answer, one after the other, and the rest waits for the next round.
constexpr int silences_max = 3;
/// The provider never answered for it, so nobody was shown where to pay.
constexpr std::int64_t given_up_after_ms = 30 * minute_ms;

Result<void> book(Context& context, Writer& writer, const OnlinePayment& payment, Cause cause,
                  Money to_provider, Instant now) {
    const Account wallet = wallet_of(payment.household);
    const bool out = to_provider > Money{};
    LOUXIA_ASSIGN(const LedgerEntry entry,
                  transfer(context.ids.make<LedgerEntryId>(), cause, payment.id.value, now,
                           out ? wallet : provider_account, out ? provider_account : wallet,
                           out ? to_provider : negate(to_provider)));
    LOUXIA_TRY(writer.post_entry(entry));
    emit_wallet_changed(writer, payment.household, now);
    return {};
}

/// wallet → provider; the job tells the provider until it has done it.
Result<void> start_return(Context& context, Writer& writer, OnlinePayment& payment, Money amount,
                          Instant now) {
    LOUXIA_TRY(book(context, writer, payment, Cause::online_return, amount, now));
    LOUXIA_ASSIGN(payment.returned, add(payment.returned, amount));
    PaymentReturn back;
    back.id = context.ids.make<PaymentReturnId>();
    back.payment = payment.id;
    back.amount = amount;
    back.decided_at = now;
    back.look_at = now;
    writer.put(payment);
    writer.put(back);
    return {};
}

/// As the member who asked for it; who has left the household since, or was forgotten, does nothing
/// any more.
Result<Caller> asker(const Writer& writer, const OnlinePayment& payment) {
    const auto member = writer.member(payment.member);
    if (!member || member->household != payment.household ||
        writer.guard(payment.household).ended_at.is_set()) {
        return refuse(ErrorCode::not_allowed);
    }
    return Caller{writer.community_id(), *member, SessionId{}};
}

Result<void> do_purpose(Context& context, Writer& writer, OnlinePayment payment) {
    LOUXIA_ASSIGN(const Caller caller, asker(writer, payment));
    switch (payment.purpose) {
        case PaymentPurpose::top_up: return {};
        case PaymentPurpose::order: {
            LOUXIA_ASSIGN(const auto wish, api::decode<api::PlaceOrder::Request>(payment.wish));
            LOUXIA_ASSIGN(const api::OrderView placed, place_order(context, caller, wish, writer));
            payment.order = placed.order;
            writer.put(payment);
            return {};
        }
        case PaymentPurpose::group_share:
            LOUXIA_TRY(join_group(context, caller, {payment.group}, writer));
            return {};
    }
    return {};
}

/// The row as it may be changed by this notice; nothing when it was dealt with before.
Result<std::optional<OnlinePayment>> open_payment(const Writer& writer,
                                                  const PaymentNotice& notice) {
    auto payment = writer.payment(notice.payment);
    if (!payment) {
        return refuse(ErrorCode::not_found);
    }
    const auto holder = writer.payment_by_reference(notice.reference);
    const bool anothers = holder && holder->id != payment->id;
    const bool another = !payment->reference.empty() && payment->reference != notice.reference;
    if (notice.reference.empty() || anothers || another) {
        return refuse(ErrorCode::conflict, "reference");
    }
    payment->reference = notice.reference;
    if (payment->state != PaymentState::created && payment->state != PaymentState::failed) {
        return std::optional<OnlinePayment>{};
    }
    return payment;
}

Result<void> enter_money(Context& context, Writer& writer, OnlinePayment& payment, Money received,
                         Instant now) {
    payment.received = received;
    payment.came_at = now;
    payment.look_at = Instant{};
    return book(context, writer, payment, Cause::online_payment, negate(received), now);
}

Result<void> enter_and_use(Context& context, Writer& writer, const PaymentNotice& notice) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(auto payment, open_payment(writer, notice));
    if (!payment) {
        return {};
    }
    LOUXIA_TRY(check_purpose(*payment, notice.amount));
    LOUXIA_TRY(enter_money(context, writer, *payment, notice.amount, now));
    payment->state = PaymentState::used;
    // Before its purpose, so that what the purpose brings finds it.
    writer.put(*payment);
    return do_purpose(context, writer, *payment);
}

Result<void> enter_and_return(Context& context, Writer& writer, const PaymentNotice& notice,
                              ErrorCode why) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(auto payment, open_payment(writer, notice));
    if (!payment) {
        return {};
    }
    LOUXIA_TRY(enter_money(context, writer, *payment, notice.amount, now));
    payment->state = PaymentState::returning;
    payment->why = why;
    return start_return(context, writer, *payment, notice.amount, now);
}

Result<void> note_failed(Writer& writer, const PaymentNotice& notice) {
    LOUXIA_ASSIGN(auto payment, open_payment(writer, notice));
    if (payment && payment->state == PaymentState::created) {
        payment->state = PaymentState::failed;
        payment->look_at = Instant{};
        writer.put(*payment);
    }
    return {};
}

Result<void> take_paid(Context& context, const PaymentNotice& notice) {
    const auto used = context.store.transact(
        notice.community, [&](Writer& writer) { return enter_and_use(context, writer, notice); });
    const ErrorCode why = used ? ErrorCode{} : used.error().code;
    if (used || why == ErrorCode::not_found || used.error().field == "reference") {
        return used;
    }
    // Nothing of the first attempt is left. A crash in between leaves the payment open, and the
    // provider is asked again.
    return context.store.transact(notice.community, [&](Writer& writer) {
        return enter_and_return(context, writer, notice, why);
    });
}

// --- what the clock does -----------------------------------------------------------------------

void look_later(Writer& writer, OnlinePayment payment, Instant now) {
    payment.look_at = now + wait_before_look_ms(payment.looks);
    ++payment.looks;
    writer.put(payment);
}

/// Runs on the payment as it is now, if it still waits to be paid.
template <class Work>
void change_open(Context& context, CommunityId community, PaymentId id, Work&& work) {
    static_cast<void>(context.store.transact(community, [&](Writer& writer) -> Result<void> {
        if (auto payment = writer.payment(id); payment && payment->state == PaymentState::created) {
            work(writer, std::move(*payment));
        }
        return {};
    }));
}

/// False when the provider does not answer.
bool ask_for(Context& context, const Community& community, const OnlinePayment& payment,
             Instant now) {
    const auto created = context.payments->create(community.id, community.slug, payment);
    const bool unanswered = !created && created.error().code == ErrorCode::unavailable;
    const bool late = now - payment.wanted_at > given_up_after_ms;
    change_open(context, community.id, payment.id, [&](Writer& writer, OnlinePayment open) {
        if (created) {
            open.reference = created->reference;
            open.pay_url = created->pay_url;
            open.looks = 0;
        } else if (!unanswered || late) {
            open.state = PaymentState::failed;
            open.look_at = Instant{};
            writer.put(open);
            return;
        }
        look_later(writer, std::move(open), now);
    });
    return !unanswered;
}

bool ask_about(Context& context, CommunityId community, const OnlinePayment& payment, Instant now) {
    const auto notice = context.payments->confirm(community, payment);
    if (notice && notice->outcome != PaymentNotice::Outcome::open) {
        static_cast<void>(take_notice(context, *notice));
    }
    change_open(context, community, payment.id, [&](Writer& writer, OnlinePayment open) {
        look_later(writer, std::move(open), now);
    });
    return notice.ok() || notice.error().code != ErrorCode::unavailable;
}

/// The whole payment has gone back, or a part of it stays where it is.
void end_return(Writer& writer, OnlinePayment& payment) {
    if (payment.state != PaymentState::returning) {
        return;
    }
    bool waits = false;
    for (const PaymentReturn& each : writer.returns_of(payment.id)) {
        waits = waits || each.state == ReturnState::asked;
    }
    if (!waits) {
        payment.state = returnable(payment).is_zero() ? PaymentState::returned : PaymentState::kept;
    }
}

Result<void> note_return(Context& context, Writer& writer, PaymentReturnId id, PaymentId of,
                         ReturnState state, Instant now) {
    auto payment = writer.payment(of);
    const auto returns = writer.returns_of(of);
    const auto found = std::find_if(returns.begin(), returns.end(),
                                    [&](const PaymentReturn& each) { return each.id == id; });
    if (!payment || found == returns.end() || found->state != ReturnState::asked) {
        return {};
    }
    PaymentReturn back = *found;
    back.state = state;
    back.look_at = Instant{};
    if (state == ReturnState::asked) {
        back.look_at = now + wait_before_look_ms(back.looks);
        ++back.looks;
        writer.put(back);
        return {};
    }
    back.ended_at = now;
    writer.put(back);
    if (state == ReturnState::refused) {
        LOUXIA_ASSIGN(payment->returned, subtract(payment->returned, back.amount));
        LOUXIA_TRY(
            book(context, writer, *payment, Cause::return_refused, negate(back.amount), now));
    }
    end_return(writer, *payment);
    writer.put(*payment);
    return {};
}

bool tell_return(Context& context, CommunityId community, const PaymentReturn& back, Instant now) {
    std::optional<OnlinePayment> payment;
    context.store.read(community,
                       [&](const Reader& reader) { payment = reader.payment(back.payment); });
    if (!payment) {
        return true;
    }
    const auto state = context.payments->refund(community, *payment, back);
    static_cast<void>(context.store.transact(community, [&](Writer& writer) {
        return note_return(context, writer, back.id, back.payment,
                           state ? *state : ReturnState::asked, now);
    }));
    return state.ok();
}

}  // namespace

Result<void> take_notice(Context& context, const PaymentNotice& notice) {
    switch (notice.outcome) {
        case PaymentNotice::Outcome::open: return {};
        case PaymentNotice::Outcome::failed:
            return context.store.transact(
                notice.community, [&](Writer& writer) { return note_failed(writer, notice); });
        case PaymentNotice::Outcome::paid: return take_paid(context, notice);
    }
    return {};
}

bool look_after_payments(Context& context, CommunityId id, Instant now) {
    if (context.payments == nullptr) {
        return true;
    }
    std::vector<OnlinePayment> payments;
    std::vector<PaymentReturn> returns;
    Community community;
    context.store.read(id, [&](const Reader& reader) {
        payments = reader.payments_to_look_at(now, looked_at_once);
        returns = reader.returns_to_look_at(now, looked_at_once);
        if (!payments.empty()) {
            community = reader.community();
        }
    });
    int silences = 0;
    const auto heard = [&silences](bool answered) {
        silences = answered ? 0 : silences + 1;
        return silences < silences_max;
    };
    for (const OnlinePayment& payment : payments) {
        if (!heard(payment.reference.empty() ? ask_for(context, community, payment, now)
                                             : ask_about(context, id, payment, now))) {
            return false;
        }
    }
    for (const PaymentReturn& back : returns) {
        if (!heard(tell_return(context, id, back, now))) {
            return false;
        }
    }
    return true;
}

Result<Money> send_back_online(Context& context, Writer& writer, HouseholdId household,
                               std::uint64_t subject, Money amount, Instant now) {
    Money sent;
    if (context.payments == nullptr || amount <= Money{} || writer.refunds_to_wallet(household)) {
        return sent;
    }
    for (OnlinePayment& payment : writer.payments_for(household, subject)) {
        LOUXIA_ASSIGN(const Money left, subtract(amount, sent));
        const Money part = std::min(left, returnable(payment));
        if (part > Money{}) {
            LOUXIA_TRY(start_return(context, writer, payment, part, now));
            LOUXIA_ASSIGN(sent, add(sent, part));
        }
    }
    return sent;
}

}  // namespace louxia::app
