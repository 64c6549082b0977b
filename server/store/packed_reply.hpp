#pragma once

#include <string>
#include <string_view>

/// A kept reply's body as it is stored. Most are views of an order, over a kilobyte of JSON that is
/// nine tenths the same words; a kept body is the largest thing that an order writes.
namespace louxia::store {

/// "z1:" and base64url of the length (decimals, a colon) and the LZ4 block that was packed behind a
/// fixed text; the body itself when that is no shorter. Bodies are JSON and begin otherwise.
[[nodiscard]] std::string pack_reply(std::string_view body);
/// Any body that was ever stored, byte for byte. Throws StoreFailure for one that is damaged.
[[nodiscard]] std::string unpack_reply(std::string_view stored);

}  // namespace louxia::store
