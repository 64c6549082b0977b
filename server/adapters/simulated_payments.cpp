#include "server/adapters/simulated_payments.hpp"

#include <map>

#include "server/adapters/simulated_service.hpp"

namespace louxia::adapters {
namespace {

using namespace payment_protocol;

constexpr int looks_of_slow_refund = 2;

struct Known {
    CreateRequest request;
    std::string reference;
    State state = State::open;
    Money paid;
    Money refunded;
};
struct KnownRefund {
    RefundRequest request;
    int looks_left = 0;
};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        out += letter == '&'   ? "&amp;"
               : letter == '"' ? "&quot;"
               : letter == '<' ? "&lt;"
                               : std::string(1, letter);
    }
    return out;
}

}  // namespace

struct SimulatedPayments::Parts {
    Parts(Key key, Misbehaviour misbehaviour) : service(std::move(key), misbehaviour) {}
    ~Parts() { service.end(); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    // --- with the mutex held -------------------------------------------------------------------

    void send_notices(const Known& known) {
        const Notice notice{known.request.community, known.request.payment, known.reference,
                            known.state, known.paid};
        service.send_notice(known.request.notice_url, api::encode(notice));
    }

    bool end(const std::string& reference, State state, std::optional<Money> amount) {
        const SimulatedService::Lock lock(service.mutex);
        const auto found = by_reference.find(reference);
        if (found == by_reference.end() || found->second->state != State::open) {
            return false;
        }
        Known& known = *found->second;
        known.state = state;
        known.paid = state == State::paid ? amount.value_or(known.request.amount) : Money{};
        send_notices(known);
        return true;
    }

    // --- what Louxia asks ----------------------------------------------------------------------

    std::optional<std::string> create(const std::string& body) {
        const auto request = api::decode<CreateRequest>(body);
        if (!request || request->amount <= Money{}) {
            return std::nullopt;
        }
        auto& known = by_payment[request->payment];
        if (!known) {
            known = std::make_shared<Known>();
            known->request = *request;
            known->reference = "sim-" + request->payment.text();
            by_reference[known->reference] = known;
        }
        return api::encode(
            CreateReply{known->reference, service.url() + "/pay/" + known->reference});
    }

    std::optional<std::string> tell_state(const std::string& body) {
        const auto request = api::decode<StateRequest>(body);
        const auto found = request ? by_reference.find(request->reference) : by_reference.end();
        if (found == by_reference.end() || found->second->request.payment != request->payment) {
            return std::nullopt;
        }
        const Known& known = *found->second;
        return api::encode(Notice{known.request.community, known.request.payment, known.reference,
                                  known.state, known.paid});
    }

    std::optional<std::string> refund(const std::string& body) {
        const auto request = api::decode<RefundRequest>(body);
        const auto found = request ? by_reference.find(request->reference) : by_reference.end();
        if (found == by_reference.end()) {
            return std::nullopt;
        }
        Known& known = *found->second;
        auto at = refunds.find(request->refund);
        if (at == refunds.end()) {
            const auto sum = add(known.refunded, request->amount);
            if (!sum || *sum > known.paid) {
                return api::encode(RefundReply{ReturnState::refused});
            }
            known.refunded = *sum;
            const int looks =
                service.falls(service.misbehaviour().slow_refunds) ? looks_of_slow_refund : 0;
            at = refunds.emplace(request->refund, KnownRefund{*request, looks}).first;
        }
        const bool pending = at->second.looks_left-- > 0;
        return api::encode(RefundReply{pending ? ReturnState::asked : ReturnState::done});
    }

    // --- the person's page ---------------------------------------------------------------------

    void pay_page(const httplib::Request& in, httplib::Response& out) {
        const std::string reference = in.matches[1];
        const SimulatedService::Lock lock(service.mutex);
        const auto found = by_reference.find(reference);
        if (found == by_reference.end()) {
            out.status = 404;
            return;
        }
        const Known& known = *found->second;
        const std::string path = "/pay/" + reference;
        out.set_content(
            "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
            "<title>Simulated payment</title><h1>Simulated payment</h1>"
            "<p>No money moves here.</p><p>CNY " +
                to_yuan_text(known.request.amount) + "</p>" +
                (known.state == State::open
                     ? "<form method=post action=\"" + path +
                           "/yes\"><button>Pay</button></form><form method=post action=\"" + path +
                           "/no\"><button>Do not pay</button></form>"
                     : "<p>Done</p>") +
                "<p><a href=\"" + escaped(known.request.return_url) + "\">Back</a></p>",
            "text/html; charset=utf-8");
    }

    void routes() {
        const auto post = [this](const char* path, std::optional<std::string> (Parts::*how)(
                                                       const std::string& body)) {
            service.answer(path,
                           [this, how](const std::string& body) { return (this->*how)(body); });
        };
        post("/payments", &Parts::create);
        post("/payments/state", &Parts::tell_state);
        post("/refunds", &Parts::refund);
        httplib::Server& server = service.server();
        server.Get("/pay/([a-z0-9-]+)", [this](const httplib::Request& in, httplib::Response& out) {
            pay_page(in, out);
        });
        server.Post("/pay/([a-z0-9-]+)/(yes|no)", [this](const httplib::Request& in,
                                                         httplib::Response& out) {
            const std::string reference = in.matches[1];
            const bool yes = in.matches[2] == "yes";
            end(reference, yes ? State::paid : State::failed, std::nullopt);
            const SimulatedService::Lock lock(service.mutex);
            const auto found = by_reference.find(reference);
            out.set_redirect(found == by_reference.end() ? "/" : found->second->request.return_url,
                             303);
        });
    }

    std::map<PaymentId, std::shared_ptr<Known>> by_payment;
    std::map<std::string, std::shared_ptr<Known>> by_reference;
    std::map<PaymentReturnId, KnownRefund> refunds;
    SimulatedService service;  ///< last: its threads use all of the above
};

SimulatedPayments::SimulatedPayments(Key key, Misbehaviour misbehaviour, int port)
    : parts_(std::make_unique<Parts>(std::move(key), misbehaviour)) {
    parts_->routes();
    parts_->service.listen(port);
}

SimulatedPayments::~SimulatedPayments() = default;

int SimulatedPayments::port() const {
    return parts_->service.port();
}

std::string SimulatedPayments::url() const {
    return parts_->service.url();
}

bool SimulatedPayments::pay(const std::string& reference) {
    return parts_->end(reference, State::paid, std::nullopt);
}

bool SimulatedPayments::pay(const std::string& reference, Money another_amount) {
    return parts_->end(reference, State::paid, another_amount);
}

bool SimulatedPayments::decline(const std::string& reference) {
    return parts_->end(reference, State::failed, std::nullopt);
}

std::vector<SimulatedPayments::Account> SimulatedPayments::accounts() const {
    const SimulatedService::Lock lock(parts_->service.mutex);
    std::vector<Account> accounts;
    for (const auto& [payment, known] : parts_->by_payment) {
        accounts.push_back({payment, known->reference, known->paid, known->refunded});
    }
    return accounts;
}

void SimulatedPayments::wait_for_notices() {
    parts_->service.wait_for_notices();
}

void SimulatedPayments::set_away(bool away) {
    parts_->service.set_away(away);
}

}  // namespace louxia::adapters
