#pragma once

#include "server/adapters/http_payments.hpp"
#include "server/adapters/simulated_payments.hpp"
#include "server/jobs/payment_rounds.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {

inline const adapters::payment_protocol::Key payment_key =
    adapters::payment_protocol::Key::of("a key that both ends have, 32 letters and more");

/// A world whose households pay online, by the simulated provider, over real HTTP both ways.
class Paying {
public:
    explicit Paying(adapters::Misbehaviour misbehaviour = {})
        : provider(payment_key, misbehaviour),
          client(adapters::HttpPayments::make(provider.url(), payment_key)) {
        client->set_home("http://127.0.0.1:" + std::to_string(world.port()));
        world.pay_with(*client);
    }

    Neighbourhood& place() { return world.place(); }
    /// What the server's own thread does; time goes on between two rounds.
    void rounds(int count = 1) {
        for (int round = 0; round < count; ++round) {
            world.pass(10 * second_ms);
            jobs::run_payment_round(world.house.context);
        }
    }
    Result<api::PaymentView> start(std::size_t who, const api::StartPayment::Request& request) {
        return place().call<api::StartPayment>(place().resident(who), request);
    }
    Result<api::PaymentView> start(std::size_t who, std::int64_t fen) {
        return start(who, {Money::fen_unchecked(fen), std::nullopt, GroupId{}});
    }
    api::PaymentView look(std::size_t who, PaymentId id) {
        return place().call<api::GetPayment>(place().resident(who), {id}).value();
    }
    static std::string reference(PaymentId id) { return "sim-" + id.text(); }
    /// Asked for, shown, paid by the person; whether the provider's word came is another matter.
    PaymentId paid(std::size_t who, const api::StartPayment::Request& request) {
        const PaymentId id = start(who, request).value().payment;
        rounds(2);
        provider.pay(reference(id));
        provider.wait_for_notices();
        return id;
    }
    PaymentId paid(std::size_t who, std::int64_t fen) {
        return paid(who, {Money::fen_unchecked(fen), std::nullopt, GroupId{}});
    }
    /// An order for two pieces of an item, to be collected, with the quote's terms.
    api::PlaceOrder::Request wish(std::size_t who, std::size_t item, std::int64_t pieces = 2) {
        api::PlaceOrder::Request order;
        order.lines = {{place().item(item), pieces}};
        order.fulfilment = Fulfilment::pickup;
        order.terms = place()
                          .call<api::QuoteOrder>(place().resident(who),
                                                 {order.lines, order.fulfilment, {}, {}})
                          .value()
                          .terms;
        return order;
    }
    std::int64_t wallet(std::size_t who) { return place().wallet(place().resident(who)).fen(); }
    /// Fen that the provider has for us: paid and not given back.
    std::int64_t at_provider() const {
        std::int64_t fen = 0;
        for (const auto& account : provider.accounts())
            fen += account.paid.fen() - account.refunded.fen();
        return fen;
    }

    World world;
    adapters::SimulatedPayments provider;
    std::unique_ptr<adapters::HttpPayments> client;
};

}  // namespace louxia::test
