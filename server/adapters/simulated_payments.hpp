#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/adapters/misbehaviour.hpp"
#include "server/adapters/payment_protocol.hpp"

namespace louxia::adapters {

/// A provider of online payments that moves no money: for trying Louxia out, and for its tests. It
/// speaks docs/PAYMENTS.md over real HTTP on 127.0.0.1, and remembers nothing after its end.
class SimulatedPayments {
public:
    /// `port` 0 chooses one.
    SimulatedPayments(payment_protocol::Key key, Misbehaviour misbehaviour, int port = 0);
    ~SimulatedPayments();
    SimulatedPayments(const SimulatedPayments&) = delete;
    SimulatedPayments& operator=(const SimulatedPayments&) = delete;

    /// 0 when it could not listen.
    [[nodiscard]] int port() const;
    [[nodiscard]] std::string url() const;

    /// What a person does on the pay page; false for a reference that is unknown or done.
    bool pay(const std::string& reference);
    bool pay(const std::string& reference, Money another_amount);
    bool decline(const std::string& reference);

    struct Account {
        PaymentId payment;
        std::string reference;
        Money paid;
        Money refunded;
    };
    [[nodiscard]] std::vector<Account> accounts() const;
    /// Until every notice that will be sent was sent.
    void wait_for_notices();
    /// From now on it answers nothing but 503.
    void set_away(bool away);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace louxia::adapters
