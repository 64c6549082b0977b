#pragma once

#include <vector>

#include "server/app/crowd.hpp"
#include "server/app/dispatcher.hpp"

/// The dispatcher's decisions, made true: orders and their couriers, ways, estimates, and how an
/// order ceases to be a courier's.
namespace louxia::app {

/// What would change now. Estimates move when they are off by a minute or more.
struct Proposal {
    struct Estimate {
        OrderId order;
        Instant at;
    };
    std::vector<dispatch::Commitment> commitments;
    std::vector<CrowdWish> rides;  ///< of the crowd, to be called
    std::vector<Estimate> estimates;

    [[nodiscard]] bool empty() const noexcept {
        return commitments.empty() && rides.empty() && estimates.empty();
    }
};
[[nodiscard]] Proposal propose(const Context& context, const Reader& reader, Instant now);

/// Asks the dispatcher and does what it says: after each event that frees a courier or an order,
/// and by the clock.
void assign_couriers(const Context& context, Writer& writer, Instant now);

/// The order is its courier's no more, and its stops leave the courier's way. Sets order.courier
/// unless it was delivered; the caller stores the order. Nothing without a running assignment.
void end_assignment(Writer& writer, Order& order, AssignmentEnd end, Instant now);
/// The same for an order that goes on without its courier: stored, and told.
void take_away(Writer& writer, Order order, AssignmentEnd end, Instant now);
/// Stores an order, and tells everybody who sees it.
void put_and_tell(Writer& writer, const Order& order, Instant now);
/// An order that was taken: its pickup leaves the courier's way.
void drop_pickup(Writer& writer, const Order& order);

/// Orders that lie packed and whose courier was not heard of for silent_after_ms wait again, and
/// the courier's shift ends. Returns whether there were any.
bool release_silent(Writer& writer, Instant now);
[[nodiscard]] bool has_silent(const Reader& reader, Instant now);

/// What was reported of the order is answered, or of no matter any more. Returns whether anything
/// was open.
bool solve_problems(Writer& writer, OrderId order, Instant now);

/// The courier's unfinished orders in the order in which each comes next, at its hub or its door.
[[nodiscard]] std::vector<Order> orders_on_way(const Reader& reader, CourierId courier);

}  // namespace louxia::app
