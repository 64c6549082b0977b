#pragma once

namespace louxia::bench {

/// Prints what a decision takes with 10 to 2,000 open orders and half as many couriers, or with
/// `orders` alone unless that is 0; a line for each size:
/// `growth ORDERS COURIERS DECISIONS P50_MS P99_MS MEAN_MS ANSWERED ALLOCATIONS`, in processor time
/// (under node the whole process's), allocations as a mean. Each decision is of a new situation and
/// starts from no plan, which takes longest.
int measure_growth(int decisions, int iterations, int orders);

}  // namespace louxia::bench
