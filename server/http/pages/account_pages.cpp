#include "server/app/local_time.hpp"
#include "server/app/settlements.hpp"
#include "server/http/pages/forms.hpp"

/// Who is owed what, paying it out, and the day's ledger: the leader's. What a courier earned.
namespace louxia::http {
namespace {

using Accounts = api::GetAccounts::Response;

std::string accounts_path(const Page& page) {
    return "/c/" + page.place->slug + "/leader/accounts";
}

std::string name_of(const Page& page, AccountKind kind, const std::string& name) {
    return page.say("accounts_of_" + std::string(word_of(kind)), {{"name", name}});
}

std::string since_words(const Page& page, const LocalClock& clock, Instant since) {
    return since.is_set()
               ? page.say("accounts_since", {{"when", day_time(page.language, clock, since)}})
               : std::string{};
}

View owed_view(const Page& page, const LocalClock& clock, const api::OwedView& owed) {
    View view;
    put(view, "name", name_of(page, owed.kind, owed.name));
    put(view, "amount", yuan(owed.amount));
    put_if(view, "since", since_words(page, clock, owed.since));
    put_if(view, "pay",
           owed.amount > Money{}
               ? accounts_path(page) + "/pay?kind=" + std::string(word_of(owed.kind)) +
                     (owed.owner.is_set() ? "&owner=" + owed.owner.text() : "")
               : std::string{});
    return view;
}

void put_owed(const Page& page, const LocalClock& clock, View& view,
              const std::vector<api::OwedView>& list, std::string_view nothing) {
    View rows = view_list();
    for (const api::OwedView& owed : list) {
        rows.push_back(owed_view(page, clock, owed));
    }
    view.set("owed", rows);
    put_if(view, "none", list.empty() ? page.say(nothing) : std::string{});
}

Money sum_of(const std::vector<api::OwedView>& list) {
    Money sum;
    for (const api::OwedView& owed : list) {
        const auto next = add(sum, owed.amount);
        sum = next ? *next : sum;
    }
    return sum;
}

void put_overview(const Page& page, const LocalClock& clock, View& view, const Accounts& accounts) {
    put_flag(view, "overview", true);
    put(view, "frozen", yuan(accounts.frozen));
    put_if(view, "next",
           accounts.next_release.is_set()
               ? page.say("accounts_next",
                          {{"when", day_time(page.language, clock, accounts.next_release)}})
               : std::string{});
    Money free;
    for (const api::OwedView& owed : accounts.owed) {
        free = owed.kind == AccountKind::commission ? owed.amount : free;
    }
    put(view, "free", yuan(free));
    put(view, "in_wallets", yuan(sum_of(accounts.wallets)));
    put(view, "permille", std::to_string(accounts.commission_permille));
    put(view, "courier_pay", to_yuan_text(accounts.courier_pay));
    put(view, "today", to_text(to_civil(clock.now, clock.utc_offset_minutes).date));
    View hubs = view_list();
    for (const api::HubMoneyView& hub : accounts.hubs) {
        View row;
        put(row, "line", page.say("accounts_hub_line", {{"name", hub.name}}));
        put(row, "sales", yuan(hub.sales));
        put(row, "cash", yuan(hub.cash));
        hubs.push_back(row);
    }
    view.set("hubs", hubs);
    View payouts = view_list();
    for (const api::PayoutView& payout : accounts.payouts) {
        View row;
        put(row, "name", name_of(page, payout.kind, payout.name));
        put(row, "amount", yuan(payout.amount));
        put(row, "words",
            page.say("accounts_payout_line",
                     {{"when", day_time(page.language, clock, payout.at)},
                      {"way", page.say("way_" + std::string(word_of(payout.way)))},
                      {"who", payout.noted_by}}));
        payouts.push_back(row);
    }
    put_flag(view, "has_payouts", !accounts.payouts.empty());
    view.set("payouts", payouts);
}

Response accounts_page(const Page& page, int status, std::string_view problem, bool wallets) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        const std::string title = page.say(wallets ? "wallets_title" : "accounts_title");
        View view = base_view(page, title, "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, title, wallets ? accounts_path(page) : "/c/" + page.place->slug + "/leader");
        put_if(view, "problem", problem);
        put_form(page, view);
        put_flag(view, "wallets", wallets);
        const auto read = app::get_accounts(page.site.context, page.caller, {}, reader);
        const Accounts accounts = read.ok() ? read.value() : Accounts{};
        put(view, "owed_title", wallets ? title : page.say("accounts_owed"));
        if (wallets) {
            put_owed(page, clock, view, accounts.wallets, "wallets_none");
            put_flag(view, "overview", false);
        } else {
            put_owed(page, clock, view, accounts.owed, "accounts_nothing_owed");
            put_overview(page, clock, view, accounts);
        }
        view.set("boot", View(false));
        body = render_page("accounts", view);
    });
    return html(page, status, std::move(body));
}

/// The account that a link or a form names, as it stands now.
std::optional<api::OwedView> owed_now(const Page& page, const app::Reader& reader,
                                      std::string_view kind_word, std::string_view owner) {
    const auto kind = enum_from_word<AccountKind>(kind_word);
    const auto read = app::get_accounts(page.site.context, page.caller, {}, reader);
    if (!kind || !read) {
        return std::nullopt;
    }
    const OwnerId id = OwnerId::parse(owner).value_or(OwnerId{});
    for (const auto* list : {&read->owed, &read->wallets}) {
        for (const api::OwedView& owed : *list) {
            if (owed.kind == *kind && owed.owner == id && owed.amount > Money{}) {
                return owed;
            }
        }
    }
    return std::nullopt;
}

Response payout_page(const Page& page, int status, std::string_view problem, std::string_view kind,
                     std::string_view owner) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("payout_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        const bool wallet = kind == word_of(AccountKind::wallet);
        put_bar(view, page.say("payout_title"), accounts_path(page) + (wallet ? "/wallets" : ""));
        const auto owed = owed_now(page, reader, kind, owner);
        put_if(view, "problem",
               problem.empty() && !owed ? page.say("payout_gone") : std::string(problem));
        put_form(page, view);
        put_if(view, "amount", owed ? yuan(owed->amount) : std::string{});
        if (owed) {
            put(view, "name", name_of(page, owed->kind, owed->name));
            put_if(view, "since", since_words(page, clock, owed->since));
            put(view, "kind", std::string(kind));
            put(view, "owner", std::string(owner));
            put(view, "fen", std::to_string(owed->amount.fen()));
            put(view, "button", page.say("payout_now", {{"amount", yuan(owed->amount)}}));
        }
        view.set("boot", View(false));
        body = render_page("payout", view);
        status = status == 200 && !owed ? 404 : status;
    });
    return html(page, status, std::move(body));
}

Response ask_payout(const Page& page) {
    return payout_page(page, 200, {}, page.request.parameter("kind").value_or(""),
                       page.request.parameter("owner").value_or(""));
}

Response pay(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return payout_page(page, api::http_status(form.error().code),
                           error_text(page.language, form.error().code), {}, {});
    }
    const std::string kind = form->get("kind");
    const std::string owner = form->get("owner");
    const auto way = enum_from_word<PayoutWay>(form->get("way"));
    api::PayOut::Request request;
    request.kind = enum_from_word<AccountKind>(kind).value_or(AccountKind::hold);
    request.owner = OwnerId::parse(owner).value_or(OwnerId{});
    const auto amount = Money::from_fen(large_number_in(*form, "amount"));
    request.amount = amount ? amount.value() : Money{};
    request.way = way.value_or(PayoutWay::cash);
    const auto done =
        way ? run_form<api::PayOut>(page, *form, request,
                                    [&](const api::PayoutView& paid) {
                                        const bool wallet = paid.kind == AccountKind::wallet;
                                        return accounts_path(page) + (wallet ? "/wallets" : "");
                                    })
            : Result<std::string>(refuse(ErrorCode::invalid_value, "way"));
    return done ? see_other(*done)
                : payout_page(page, api::http_status(done.error().code),
                              error_text(page.language, done.error().code), kind, owner);
}

Response set_split(const Page& page) {
    const auto form = read_form(page, true);
    if (!form) {
        return accounts_page(page, api::http_status(form.error().code),
                             error_text(page.language, form.error().code), false);
    }
    const std::int64_t permille = large_number_in(*form, "permille");
    const auto pay = parse_yuan(form->get("courier_pay"));
    api::SetSplit::Request request;
    request.commission_permille = permille >= 0 && permille <= commission_permille_max
                                      ? static_cast<std::int32_t>(permille)
                                      : -1;
    request.courier_pay = pay ? pay.value() : Money::fen_unchecked(-1);
    const auto done = run_form<api::SetSplit>(
        page, *form, request, [&](const api::SetSplit::Response&) { return accounts_path(page); });
    return done ? see_other(*done)
                : accounts_page(page, api::http_status(done.error().code),
                                error_text(page.language, done.error().code), false);
}

Response ledger_file(const Page& page) {
    const auto date = parse_date(page.request.parameter("date").value_or(""));
    if (!date) {
        return not_found_page(page);
    }
    Response response;
    response.content_type = "text/csv; charset=utf-8";
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        response.body =
            app::ledger_csv(page.site.context, reader, *date, page.say("ledger_header"));
    });
    response.set_header("Content-Disposition", "attachment; filename=\"louxia-" + page.place->slug +
                                                   "-" + to_text(*date) + ".csv\"");
    return response;
}

View move_view(const Page& page, const LocalClock& clock, const api::GetEarnings::Move& move) {
    View view;
    put(view, "name",
        move.order_number > 0
            ? page.say("earnings_order", {{"number", std::to_string(move.order_number)}})
            : page.say("earnings_paid"));
    put(view, "when", day_time(page.language, clock, move.at));
    put(view, "amount", yuan(move.amount));
    return view;
}

Response earnings_page(const Page& page) {
    std::string body;
    page.site.context.store.read(page.place->community, [&](const app::Reader& reader) {
        View view = base_view(page, page.say("earnings_title"), "");
        const LocalClock clock = put_community(page, view, reader);
        put_bar(view, page.say("earnings_title"), "/c/" + page.place->slug + "/courier");
        const auto read = app::get_earnings(page.site.context, page.caller, {}, reader);
        const auto earned = read.ok() ? read.value() : api::GetEarnings::Response{};
        put(view, "per", page.say("earnings_per", {{"amount", yuan(earned.per_delivery)}}));
        put(view, "today", yuan(earned.today));
        put(view, "owed", yuan(earned.owed));
        put_if(view, "since", since_words(page, clock, earned.since));
        View moves = view_list();
        for (const auto& move : earned.moves) {
            moves.push_back(move_view(page, clock, move));
        }
        view.set("moves", moves);
        put_flag(view, "none", earned.moves.empty());
        view.set("boot", View(false));
        body = render_page("earnings", view);
    });
    return html(page, 200, std::move(body));
}

}  // namespace

void add_account_pages(Router& router, Site& site) {
    const auto add = [&](std::string_view method, std::string_view path, std::string_view name,
                         RoleSet roles, RoleAnswer answer) {
        add_for_roles(router, site, method, path, name, roles, std::move(answer));
    };
    const RoleSet leader = api::GetAccounts::roles;
    add("GET", "/c/{community}/leader/accounts", "page_accounts", leader,
        [](const Page& page) { return accounts_page(page, 200, {}, false); });
    add("GET", "/c/{community}/leader/accounts/wallets", "page_wallets", leader,
        [](const Page& page) { return accounts_page(page, 200, {}, true); });
    add("GET", "/c/{community}/leader/accounts/pay", "page_payout", leader, ask_payout);
    add("POST", "/c/{community}/leader/accounts/pay", "form_payout", leader, pay);
    add("POST", "/c/{community}/leader/accounts/split", "form_split", leader, set_split);
    add("GET", "/c/{community}/leader/accounts/ledger.csv", "page_ledger", leader, ledger_file);
    add("GET", "/c/{community}/courier/earnings", "page_earnings", api::GetEarnings::roles,
        earnings_page);
}

}  // namespace louxia::http
