#pragma once

namespace louxia::bench::mdrp {

/// Prints what a decision takes with 10 to 2,000 open orders and half as many couriers, a line for
/// each size: `growth ORDERS COURIERS DECISIONS P50_MS P99_MS MEAN_MS ANSWERED`, in processor time.
/// Each decision is of a new situation and starts from no plan, which takes longest.
int measure_growth(int decisions, int iterations);

}  // namespace louxia::bench::mdrp
