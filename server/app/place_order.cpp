#include "server/app/callers.hpp"
#include "server/app/sourcing.hpp"
#include "server/app/use_cases.hpp"
#include "server/app/views.hpp"

namespace louxia::app {

Result<api::QuoteOrder::Response> quote_order(const Context& context, const Caller& caller,
                                              const api::QuoteOrder::Request& request,
                                              const Reader& reader) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Household household, household_of(caller, reader));
    const auto list = published_list_today(context, reader, now);
    if (!list) {
        return refuse(ErrorCode::list_not_published);
    }
    const Wish wish{household, request.lines, request.fulfilment, request.hub, request.address,
                    0,         request.coupon};
    LOUXIA_ASSIGN(const Offer offer, make_offer(context, reader, *list, wish, now));
    return view_of_offer(reader, offer, now);
}

Result<api::OrderView> place_order(Context& context, const Caller& caller,
                                   const api::PlaceOrder::Request& request, Writer& writer) {
    const Instant now = context.clock.now();
    LOUXIA_ASSIGN(const Household household, household_of(caller, writer));
    const auto list = published_list_today(context, writer, now);
    if (!list) {
        return refuse(ErrorCode::list_not_published);
    }
    const Wish wish{household,     request.lines,   request.fulfilment,
                    request.hub,   request.address, request.tolerance_permille,
                    request.coupon};
    LOUXIA_ASSIGN(Offer offer, make_offer(context, writer, *list, wish, now));
    if (request.terms.is_set() && request.terms != terms_of(offer.order)) {
        return refuse(ErrorCode::price_changed, "terms");
    }
    if (!offer.quote.offered) {
        return refuse(ErrorCode::unavailable, "fulfilment");
    }
    offer.order.payment = request.payment;
    offer.order.note = request.note;
    LOUXIA_ASSIGN(const Order order, keep_order(context, writer, std::move(offer.order), now));
    return view_of_order(writer, order);
}

}  // namespace louxia::app
