#pragma once

#include <string>

#include "server/app/context.hpp"

namespace louxia::app {

/// All that is kept about a household, as one JSON object: address and names, members with their
/// sessions, invites, pictures and kept replies, wallet, ledger, orders, groups, posts, and the
/// events that were for it. Secrets are there as nothing, since only their hashes are kept.
[[nodiscard]] std::string export_of(const Context& context, const Reader& reader,
                                    const Household& household);

}  // namespace louxia::app
