#include "server/app/payments.hpp"
#include "server/http/guard.hpp"
#include "server/http/signed_notices.hpp"

/// Where the provider of online payments tells what became of one.
namespace louxia::http {

void add_payment_routes(Router& router, Site& site) {
    router.add("POST", app::payment_notice_path, "payment_notice",
               [&site](const Request& request, const api::Parameters&) {
                   const app::PaymentProvider* provider = site.context.payments;
                   if (provider == nullptr) {
                       return refusal(ErrorCode::not_found);
                   }
                   return answer_notice(
                       site, request, "payment_notice_refused",
                       [&](const app::SignedCall& call) { return provider->verify(call); },
                       [&](const app::PaymentNotice& notice) {
                           return app::take_notice(site.context, notice);
                       });
               });
}

}  // namespace louxia::http
