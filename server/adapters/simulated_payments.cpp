#include "server/adapters/simulated_payments.hpp"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <thread>

namespace louxia::adapters {
namespace {

using namespace payment_protocol;
using Clock = std::chrono::steady_clock;

constexpr int looks_of_slow_refund = 2;
constexpr int notice_seconds_max = 10;

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
struct Sending {
    Clock::time_point at;
    std::string url;
    std::string body;
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
    Parts(Key key_of_both, Misbehaviour how)
        : key(std::move(key_of_both)), misbehaviour(how), random(how.seed) {}

    // --- with the mutex held -------------------------------------------------------------------

    bool falls(int percent) { return static_cast<int>(random() % 100) < percent; }

    void send_notices(const Known& known) {
        if (falls(misbehaviour.lost_notices)) {
            return;
        }
        const std::uint64_t times = falls(misbehaviour.repeated_notices) ? 2 + random() % 3 : 1;
        const Notice notice{known.request.community, known.request.payment, known.reference,
                            known.state, known.paid};
        for (std::uint64_t time = 0; time < times; ++time) {
            const auto wait = misbehaviour.delay_ms_max > 0
                                  ? random() % static_cast<std::uint64_t>(misbehaviour.delay_ms_max)
                                  : 0;
            sendings.push_back({Clock::now() + std::chrono::milliseconds(wait),
                                known.request.notice_url, api::encode(notice)});
        }
        wake.notify_all();
    }

    bool end(const std::string& reference, State state, std::optional<Money> amount) {
        const std::lock_guard lock(mutex);
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

    using Answer = std::optional<std::string> (Parts::*)(const std::string& body);

    /// Checks the signature, answers, and signs the answer; nothing is a 404.
    void answer(const httplib::Request& in, httplib::Response& out, std::string_view path,
                Answer how) {
        const std::string time = in.get_header_value(std::string(time_header));
        const std::string signature = in.get_header_value(std::string(signature_header));
        const bool theirs =
            key.verify(signature, "request " + std::string(path), time, in.body, machine_now_ms());
        if (!theirs) {
            out.status = 401;
            return;
        }
        const std::lock_guard lock(mutex);
        if (away) {
            out.status = 503;
            return;
        }
        const auto body = (this->*how)(in.body);
        const std::string now = std::to_string(machine_now_ms());
        out.status = !body ? 404 : falls(misbehaviour.lost_replies) ? 503 : 200;
        const std::string text = out.status == 200 ? *body : "{}";
        out.set_content(text, "application/json");
        out.set_header(std::string(time_header), now);
        out.set_header(std::string(signature_header), key.sign("reply " + signature, now, text));
    }

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
        return api::encode(CreateReply{known->reference, url + "/pay/" + known->reference});
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
            const int looks = falls(misbehaviour.slow_refunds) ? looks_of_slow_refund : 0;
            at = refunds.emplace(request->refund, KnownRefund{*request, looks}).first;
        }
        const bool pending = at->second.looks_left-- > 0;
        return api::encode(RefundReply{pending ? ReturnState::asked : ReturnState::done});
    }

    // --- the person's page ---------------------------------------------------------------------

    void pay_page(const httplib::Request& in, httplib::Response& out) {
        const std::string reference = in.matches[1];
        const std::lock_guard lock(mutex);
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
        server.new_task_queue = [] { return new httplib::ThreadPool(4); };
        const auto post = [this](const char* path, Answer how) {
            server.Post(path,
                        [this, path, how](const httplib::Request& in, httplib::Response& out) {
                            answer(in, out, path, how);
                        });
        };
        post("/payments", &Parts::create);
        post("/payments/state", &Parts::tell_state);
        post("/refunds", &Parts::refund);
        server.Get("/pay/([a-z0-9-]+)", [this](const httplib::Request& in, httplib::Response& out) {
            pay_page(in, out);
        });
        server.Post("/pay/([a-z0-9-]+)/(yes|no)", [this](const httplib::Request& in,
                                                         httplib::Response& out) {
            const std::string reference = in.matches[1];
            const bool yes = in.matches[2] == "yes";
            end(reference, yes ? State::paid : State::failed, std::nullopt);
            const std::lock_guard lock(mutex);
            const auto found = by_reference.find(reference);
            out.set_redirect(found == by_reference.end() ? "/" : found->second->request.return_url,
                             303);
        });
    }

    // --- notices -------------------------------------------------------------------------------

    void send(const Sending& sending) const {
        const std::size_t path = sending.url.find('/', sending.url.find("://") + 3);
        if (path == std::string::npos) {
            return;
        }
        httplib::Client client(sending.url.substr(0, path));
        client.set_connection_timeout(notice_seconds_max);
        client.set_read_timeout(notice_seconds_max);
        const std::string now = std::to_string(machine_now_ms());
        static_cast<void>(
            client.Post(sending.url.substr(path),
                        {{std::string(time_header), now},
                         {std::string(signature_header), key.sign("notice", now, sending.body)}},
                        sending.body, "application/json"));
    }

    void send_all() {
        std::unique_lock lock(mutex);
        while (!stopping) {
            const auto next =
                std::min_element(sendings.begin(), sendings.end(),
                                 [](const Sending& a, const Sending& b) { return a.at < b.at; });
            if (next == sendings.end()) {
                idle.notify_all();
                wake.wait(lock);
            } else if (next->at > Clock::now()) {
                const Clock::time_point at = next->at;  // the list may move while this waits
                wake.wait_until(lock, at);
            } else {
                const Sending sending = *next;
                sendings.erase(next);
                busy = true;
                lock.unlock();
                send(sending);
                lock.lock();
                busy = false;
            }
        }
    }

    const Key key;
    const Misbehaviour misbehaviour;
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable idle;
    std::mt19937_64 random;
    std::map<PaymentId, std::shared_ptr<Known>> by_payment;
    std::map<std::string, std::shared_ptr<Known>> by_reference;
    std::map<PaymentReturnId, KnownRefund> refunds;
    std::vector<Sending> sendings;
    bool busy = false;
    bool away = false;
    bool stopping = false;
    int port = 0;
    std::string url;
    httplib::Server server;
    std::thread listening;
    std::thread sender;
};

SimulatedPayments::SimulatedPayments(Key key, Misbehaviour misbehaviour, int port)
    : parts_(std::make_unique<Parts>(std::move(key), misbehaviour)) {
    Parts& parts = *parts_;
    parts.routes();
    const bool bound = port == 0 ? (parts.port = parts.server.bind_to_any_port("127.0.0.1")) > 0
                                 : parts.server.bind_to_port("127.0.0.1", port);
    if (!bound) {
        parts.port = 0;
        return;
    }
    if (port != 0) {
        parts.port = port;
    }
    parts.url = "http://127.0.0.1:" + std::to_string(parts.port);
    parts.listening = std::thread([&parts] { parts.server.listen_after_bind(); });
    parts.sender = std::thread([&parts] { parts.send_all(); });
    parts.server.wait_until_ready();
}

SimulatedPayments::~SimulatedPayments() {
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    parts_->wake.notify_all();
    parts_->server.stop();
    for (std::thread* thread : {&parts_->listening, &parts_->sender}) {
        if (thread->joinable()) {
            thread->join();
        }
    }
}

int SimulatedPayments::port() const {
    return parts_->port;
}

std::string SimulatedPayments::url() const {
    return parts_->url;
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
    const std::lock_guard lock(parts_->mutex);
    std::vector<Account> accounts;
    for (const auto& [payment, known] : parts_->by_payment) {
        accounts.push_back({payment, known->reference, known->paid, known->refunded});
    }
    return accounts;
}

void SimulatedPayments::wait_for_notices() {
    std::unique_lock lock(parts_->mutex);
    parts_->idle.wait(lock, [this] { return parts_->sendings.empty() && !parts_->busy; });
}

void SimulatedPayments::set_away(bool away) {
    const std::lock_guard lock(parts_->mutex);
    parts_->away = away;
}

}  // namespace louxia::adapters
