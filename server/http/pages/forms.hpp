#pragma once

#include "server/app/change.hpp"
#include "server/http/after_change.hpp"
#include "server/http/pages/frame.hpp"

namespace louxia::http {

template <class E>
Result<std::string> run_form(
    const Page& page, const Form& form, const typename E::Request& request,
    const std::function<std::string(const typename E::Response&)>& location) {
    if (!E::roles.has(page.caller.member->role)) {
        return refuse(ErrorCode::not_allowed);
    }
    if (!api::is_idempotency_key(form.get("key"))) {
        return refuse(ErrorCode::malformed, "key");
    }
    if (const auto checked = E::check(request); !checked) {
        return checked.error();
    }
    app::Context& context = page.site.context;
    std::string content;
    for (const auto& [name, value] : form.fields) {
        content += name + "=" + percent_encode(value) + "&";
    }
    const app::RequestKey key{
        app::key_for(page.caller, form.get("key")),
        context.secrets.hash(page.request.method + " " + page.request.path + "\n" + content)};
    const AtStake stake = stake_of<E>(page.site, page.caller, request);
    const auto ready = app::prepare<E>(context, page.caller, request);
    Result<app::Reply> reply = refuse(ErrorCode::unavailable);
    const Result<void> committed =
        context.store.transact(page.caller.community, [&](app::Writer& writer) -> Result<void> {
            reply = app::run_once(
                writer, key, context.clock.now(), [&](app::Writer& inside) -> Result<app::Reply> {
                    auto done = app::run_prepared<E>(context, page.caller, request, ready, inside);
                    if (!done) {
                        return done.error();
                    }
                    return app::Reply{303, location(done.value())};
                });
            return reply ? Result<void>{} : Result<void>{reply.error()};
        });
    app::finish<E>(context, page.caller, ready);
    if (!committed) {
        return committed.error();
    }
    settle(page.site, page.caller.community, stake);
    return std::move(reply->body);
}

}  // namespace louxia::http
