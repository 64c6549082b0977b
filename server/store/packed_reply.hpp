#pragma once

#include <string>
#include <string_view>

#include "server/app/store.hpp"
#include "server/store/engine.hpp"

/// A kept reply's body as it is stored. Most are views of an order, over a kilobyte of JSON that is
/// nine tenths the same words; a kept body is the largest thing that an order writes.
namespace louxia::store {

/// "z1:" and base64url of the length (decimals, a colon) and the LZ4 block that was packed behind a
/// fixed text; the body itself when that is no shorter. Bodies are JSON and begin otherwise.
[[nodiscard]] std::string pack_reply(std::string_view body);
/// Any body that was ever stored, byte for byte. Throws StoreFailure for one that is damaged.
[[nodiscard]] std::string unpack_reply(std::string_view stored);

/// The row of a kept reply whose body is already packed; the one in `head` is ignored.
void keep_packed(Connection& connection, CommunityId community, const app::KeptReply& head,
                 std::string_view packed);

}  // namespace louxia::store
