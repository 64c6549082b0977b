#pragma once

#include <cstdint>
#include <vector>

#include "shared/dispatch/routing/instance.hpp"
#include "shared/dispatch/routing/random.hpp"

namespace louxia::dispatch::routing {

/// One stop of a route, with what decides in O(1) whether another fits beside it.
struct Scheduled {
    Index vertex = 0;
    std::int32_t load = 0;  ///< on board after it
    double earliest = 0;    ///< start of service
    double latest = 0;      ///< start of service with which the rest can still be kept
};

/// A vehicle's stops from its start to its end, both included.
struct Tour {
    std::vector<Scheduled> stops;
    double distance = 0;
    std::uint64_t version = 0;  ///< another for each content

    [[nodiscard]] bool empty() const noexcept { return stops.size() == 2; }
    [[nodiscard]] Index requests() const noexcept {
        return static_cast<Index>((stops.size() - 2) / 2);
    }
};

/// Where a request would go: its pickup behind the stop at one position of the tour, its delivery
/// behind the stop at another; the same if it follows its pickup.
struct Insertion {
    double cost;  ///< distance added; `unplaceable` if there is no such place
    Index vehicle;
    Index pickup_after;
    Index delivery_after;

    [[nodiscard]] bool found() const noexcept { return vehicle != any; }
};

inline constexpr Insertion unplaceable{1e300, any, 0, 0};

/// A search's state: a tour for each vehicle, and which requests are in none.
class Plan {
public:
    explicit Plan(const Instance& instance);
    Plan(const Plan&) = default;
    /// Versions go on from the greater of the two, so that none is given twice.
    Plan& operator=(const Plan& other);
    ~Plan() = default;

    [[nodiscard]] const Instance& instance() const noexcept { return *instance_; }
    [[nodiscard]] const Tour& tour(Index vehicle) const noexcept { return tours_[vehicle]; }
    [[nodiscard]] Index vehicle_of(Index request) const noexcept { return vehicle_of_[request]; }
    [[nodiscard]] Index position_of(Index vertex) const noexcept { return position_of_[vertex]; }
    [[nodiscard]] Index used() const noexcept { return used_; }
    [[nodiscard]] double distance() const noexcept;

    /// Puts the request where `insertion` says, which must have been found on this very tour.
    void insert(Index request, const Insertion& insertion);
    void remove(Index request);
    /// Takes several out of one tour at once.
    void remove_all(Index vehicle, const std::vector<Index>& requests);
    /// Makes this vehicle's tour that of `other`. Requests that are planned elsewhere are the
    /// caller's business.
    void copy_tour(const Plan& other, Index vehicle);
    /// Notes that the request is in no tour, after copy_tour has taken it out of one.
    void forget(Index request) noexcept { vehicle_of_[request] = any; }
    /// Puts these vertices, in this order, into a tour in place of what it has, if they keep
    /// windows and capacity; else nothing changes. Each is of a request that is in no other tour,
    /// with both stops.
    bool follow(Index vehicle, const std::vector<Index>& vertices);

private:
    void reschedule(Index vehicle);

    const Instance* instance_;
    std::vector<Tour> tours_;
    std::vector<Index> vehicle_of_;
    std::vector<Index> position_of_;
    std::vector<char> leaving_;
    Index used_ = 0;
    std::uint64_t last_version_ = 0;
};

/// Fills in the times and loads of stops whose vertices stand, and returns the distance, or a
/// negative number if a window or the capacity is not kept.
double schedule(const Instance& instance, const Kind& kind, std::vector<Scheduled>& stops);

/// The cheapest place for the request in a tour. O(1) for each place looked at, thanks to the
/// earliest and latest times (Savelsbergh 1992). Adds the number of places to `evaluations`. Places
/// that the pickup alone makes as dear as `bound` are passed over: an answer that is not below it
/// is none.
[[nodiscard]] Insertion cheapest_insertion(const Instance& instance, const Kind& kind,
                                           const std::vector<Scheduled>& stops, Index request,
                                           double bound, std::uint64_t& evaluations);

/// Any place for the request in a tour, each with the same chance.
[[nodiscard]] Insertion random_insertion(const Instance& instance, const Kind& kind,
                                         const std::vector<Scheduled>& stops, Index request,
                                         Random& random, std::uint64_t& evaluations);

}  // namespace louxia::dispatch::routing
