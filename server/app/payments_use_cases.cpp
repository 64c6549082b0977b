#include <algorithm>

#include "server/app/callers.hpp"
#include "server/app/use_cases.hpp"
#include "shared/api/codec.hpp"

namespace louxia::app {
namespace {

constexpr std::int32_t payments_shown_max = 50;

api::PaymentView view_of_payment(const OnlinePayment& payment) {
    api::PaymentView view;
    view.payment = payment.id;
    view.purpose = payment.purpose;
    view.state = payment.state;
    view.amount = payment.amount;
    view.received = payment.received;
    view.returned = payment.returned;
    if (payment.state == PaymentState::created) {
        view.pay_url = payment.pay_url;
    }
    view.order = payment.order;
    view.group = payment.group;
    if (payment.why != ErrorCode{}) {
        view.why = error_word(payment.why);
    }
    view.asked_at = payment.wanted_at;
    return view;
}

/// What the order would cost, and that it could be placed now.
Result<Money> price_of_order(Context& context, const Caller& caller, const Writer& writer,
                             const api::PlaceOrder::Request& order) {
    LOUXIA_ASSIGN(const auto quote, quote_order(context, caller,
                                                {order.lines, order.fulfilment, order.hub,
                                                 order.address, order.coupon},
                                                writer));
    if (quote.terms != order.terms) {
        return refuse(ErrorCode::price_changed, "order.terms");
    }
    if (!quote.offered) {
        return refuse(ErrorCode::unavailable, "order.fulfilment");
    }
    return quote.total;
}

Result<Money> price_of_share(const Writer& writer, HouseholdId household, GroupId id, Instant now) {
    const auto group = writer.group(id);
    if (!group) {
        return refuse(ErrorCode::not_found);
    }
    const bool joined = writer.share(id, household).has_value();
    LOUXIA_TRY(join(*group, writer.share_count(id), joined, now));
    return group->price;
}

Result<void> set_purpose(Context& context, const Caller& caller, const Writer& writer,
                         const api::StartPayment::Request& request, OnlinePayment& payment) {
    payment.amount = request.amount;
    if (request.order) {
        payment.purpose = PaymentPurpose::order;
        LOUXIA_ASSIGN(payment.amount, price_of_order(context, caller, writer, *request.order));
        // It is paid from the wallet, into which its money has come.
        api::PlaceOrder::Request wish = *request.order;
        wish.payment = Payment::wallet;
        // What is paid now is the price; a tolerance would have to be held beyond it.
        wish.tolerance_permille = 0;
        payment.wish = api::encode(wish);
    } else if (request.group.is_set()) {
        payment.purpose = PaymentPurpose::group_share;
        payment.group = request.group;
        LOUXIA_ASSIGN(payment.amount,
                      price_of_share(writer, payment.household, request.group, payment.wanted_at));
    }
    if (payment.amount <= Money{}) {
        return refuse(ErrorCode::out_of_range, "amount_fen");
    }
    return {};
}

}  // namespace

Result<api::PaymentView> start_payment(Context& context, const Caller& caller,
                                       const api::StartPayment::Request& request, Writer& writer) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    if (context.payments == nullptr) {
        return refuse(ErrorCode::not_offered);
    }
    const auto latest = writer.payments_of(household.id, payments_shown_max);
    const auto open = std::count_if(latest.begin(), latest.end(), [](const OnlinePayment& each) {
        return each.state == PaymentState::created;
    });
    if (open >= payments_open_max) {
        return refuse(ErrorCode::rate_limited);
    }
    OnlinePayment payment;
    payment.household = household.id;
    payment.member = caller.member->id;
    payment.wanted_at = context.clock.now();
    payment.look_at = payment.wanted_at;
    LOUXIA_TRY(set_purpose(context, caller, writer, request, payment));
    payment.id = context.ids.make<PaymentId>();
    writer.put(payment);
    return view_of_payment(payment);
}

Result<api::PaymentView> get_payment(const Context&, const Caller& caller,
                                     const api::GetPayment::Request& request,
                                     const Reader& reader) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    const auto payment = reader.payment(request.payment);
    if (!payment || payment->household != household.id) {
        return refuse(ErrorCode::not_found);
    }
    return view_of_payment(*payment);
}

Result<api::ListPayments::Response> list_payments(const Context& context, const Caller& caller,
                                                  const api::Nothing&, const Reader& reader) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    api::ListPayments::Response response;
    response.offered = context.payments != nullptr;
    response.refunds_to_wallet = reader.refunds_to_wallet(household.id);
    for (const OnlinePayment& payment : reader.payments_of(household.id, payments_shown_max)) {
        response.payments.push_back(view_of_payment(payment));
    }
    return response;
}

Result<api::ListPayments::Response> set_refund_to(Context& context, const Caller& caller,
                                                  const api::SetRefundTo::Request& request,
                                                  Writer& writer) {
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    if (request.wallet != writer.refunds_to_wallet(household.id)) {
        LOUXIA_TRY(
            check_refund_destination_change(writer.guard(household.id), context.clock.now()));
        writer.set_refunds_to_wallet(household.id, request.wallet);
    }
    return list_payments(context, caller, {}, writer);
}

}  // namespace louxia::app
