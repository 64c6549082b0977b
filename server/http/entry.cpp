#include "server/http/site.hpp"

/// The ways in beside an invite: a further phone, a guest's link. Each counts wrong tries by
/// address, as an invite's secret does.
namespace louxia::http {
namespace {

/// Runs `work` unless the address has tried too often; counts it when it gives not_found.
template <class T, class Work>
LimitedAnswer<T> within_limit(Site& site, const Request& request, Work&& work) {
    const std::string address = counted_address(request.address);
    LimitedAnswer<T> answer;
    answer.retry_after_s = site.secret_tries.wait_s(address);
    if (answer.retry_after_s > 0) {
        answer.result = refuse(ErrorCode::rate_limited);
        return answer;
    }
    answer.result = work();
    if (!answer.result && answer.result.error().code == ErrorCode::not_found) {
        static_cast<void>(site.secret_tries.take(address));
    }
    return answer;
}

}  // namespace

LimitedAnswer<api::ClaimPhone::Response> claim_phone(Site& site, const Request& request,
                                                     const Place& place,
                                                     const api::ClaimPhone::Request& asked) {
    using Claimed = Result<api::ClaimPhone::Response>;
    const std::string device = device_words(request.header("User-Agent"));
    return within_limit<api::ClaimPhone::Response>(site, request, [&]() -> Claimed {
        Claimed claimed = refuse(ErrorCode::unavailable);
        const Result<void> committed =
            site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
                claimed = app::claim_phone(site.context, asked, device, writer);
                return {};
            });
        return committed ? claimed : Claimed{committed.error()};
    });
}

SignInAnswer finish_phone(Site& site, const Request& request, const Place& place,
                          const api::FinishPhone::Request& asked) {
    return within_limit<app::SignedIn>(site, request, [&]() -> Result<app::SignedIn> {
        // The new phone asks every other second: only the last time is there something to write.
        Result<void> ready;
        site.context.store.read(place.community, [&](const app::Reader& reader) {
            ready = app::check_finish(site.context, asked, reader);
        });
        if (!ready) {
            return ready.error();
        }
        Result<app::SignedIn> finished = refuse(ErrorCode::unavailable);
        const Result<void> committed =
            site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
                finished = app::finish_phone(site.context, asked, writer);
                return finished ? Result<void>{} : Result<void>{finished.error()};
            });
        return committed ? finished : Result<app::SignedIn>{committed.error()};
    });
}

LimitedAnswer<api::OpenGuestLink::Response> open_guest_link(
    Site& site, const Request& request, const Place& place,
    const api::OpenGuestLink::Request& asked) {
    using Opened = Result<api::OpenGuestLink::Response>;
    return within_limit<api::OpenGuestLink::Response>(site, request, [&] {
        Opened opened = refuse(ErrorCode::unavailable);
        site.context.store.read(place.community, [&](const app::Reader& reader) {
            opened = app::open_guest_link(site.context, asked, reader);
        });
        return opened;
    });
}

SignInAnswer ask_as_guest(Site& site, const Request& request, const Place& place,
                          const api::AskAsGuest::Request& asked) {
    SignInAnswer answer;
    answer.retry_after_s =
        site.code_tries.take("ask " + place.slug + " " + counted_address(request.address));
    if (answer.retry_after_s > 0) {
        answer.result = refuse(ErrorCode::rate_limited);
        return answer;
    }
    const std::string device = device_words(request.header("User-Agent"));
    return within_limit<app::SignedIn>(site, request, [&]() -> Result<app::SignedIn> {
        Result<app::SignedIn> result = refuse(ErrorCode::unavailable);
        const Result<void> committed =
            site.context.store.transact(place.community, [&](app::Writer& writer) -> Result<void> {
                result = app::ask_as_guest(site.context, asked, device, writer);
                return result ? Result<void>{} : Result<void>{result.error()};
            });
        return committed ? result : Result<app::SignedIn>{committed.error()};
    });
}

}  // namespace louxia::http
