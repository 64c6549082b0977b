#pragma once

#include "server/app/context.hpp"
#include "server/app/payment_provider.hpp"

/// What becomes of money that is paid online. Each of the first three is transactions of its own.
namespace louxia::app {

/// What the provider says of a payment. The money enters the ledger once, with its purpose done in
/// the same transaction; when that is refused it enters and goes back. Saying it again changes
/// nothing. Refused: not_found, conflict (another payment has that reference).
[[nodiscard]] Result<void> take_notice(Context& context, const PaymentNotice& notice);
/// Asks the provider for payments and for what became of them, as far as it is time to; tells it
/// what goes back. Ends early, with false, when it stays silent.
bool look_after_payments(Context& context, CommunityId community, Instant now);

/// Inside a transaction: of what has just gone back into the household's wallet for that order or
/// group, the part that was paid online goes on to where it came from. How much that is.
[[nodiscard]] Result<Money> send_back_online(Context& context, Writer& writer,
                                             HouseholdId household, std::uint64_t subject,
                                             Money amount, Instant now);

}  // namespace louxia::app
