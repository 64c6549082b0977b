#pragma once

#include "server/app/context.hpp"

namespace louxia::app {

/// Ends every session of the household's members, their unused invites, their linked identities and
/// passkeys: its phone was lost.
void drop_household_devices(Writer& writer, HouseholdId household);

/// That, and for a day where the household's refunds go cannot change. A member without a household
/// loses the own sessions and invites.
void report_lost_phone(Context& context, Writer& writer, const Member& member);

/// Keeps a member whose role, household or hub has changed: the member's sessions get new tokens at
/// their next requests, so that a token from before opens nothing of what came since.
void put_changed_rights(Writer& writer, const Member& member);

}  // namespace louxia::app
