#include "server/app/crowd.hpp"
#include "server/http/guard.hpp"
#include "server/http/signed_notices.hpp"

/// Where the provider of crowd riders tells how a ride stands.
namespace louxia::http {

void add_crowd_routes(Router& router, Site& site) {
    router.add("POST", app::crowd_notice_path, "crowd_notice",
               [&site](const Request& request, const api::Parameters&) {
                   const app::CrowdCourier* provider = site.context.crowd;
                   if (provider == nullptr) {
                       return refusal(ErrorCode::not_found);
                   }
                   return answer_notice(
                       site, request, "crowd_notice_refused",
                       [&](const app::SignedCall& call) { return provider->verify(call); },
                       [&](const app::CrowdNotice& notice) {
                           return app::take_status(site.context, notice);
                       });
               });
}

}  // namespace louxia::http
