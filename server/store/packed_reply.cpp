#include "server/store/packed_reply.hpp"

#include <lz4.h>

#include <charconv>
#include <optional>
#include <vector>

#include "server/app/encodings.hpp"
#include "server/app/store_failure.hpp"
#include "server/store/query.hpp"
#include "server/store/rows.hpp"

namespace louxia::store {

namespace {

constexpr std::string_view mark = "z1:";
/// As large as any reply may be; what claims to be larger is damaged.
constexpr std::size_t body_bytes_max = 16U << 20U;

/// What stored bodies refer to: it stands as it is for ever. Another text needs another mark.
constexpr std::string_view common_words =
    R"({"code":,"error":"invalid_value","field":"lines[0].quantity"},"joined":[],"formed":true,)"
    R"("households":,"wallet_fen":,"held_fen":,"items":[{"item":"","name":"","price_fen":,)"
    R"("available":}],"refund":{"order":"","amount_fen":0,"reason":"","way":"wallet"},)"
    R"({"order":"1m8fvpr6m8rb7","number":1,"state":"accepted","state":"picking","state":"packed",)"
    R"("state":"done","state":"cancelled","state":"placed","fulfilment":"delivery",)"
    R"("fulfilment":"pickup","payment":"on_handover","payment":"wallet","hub":"1m8fvpdhyre0y",)"
    R"("hub_name":"","hub_place":"","group":null,"group_title":"","address":{"building":"1m8fvpd)"
    R"(","building_number":3,"unit":2,"room":402},"note":"","lines":[{"item":"1m8fvpdkdzk9q",)"
    R"("name":"","picture":"fruit","unit":"box","unit":"piece","unit":"jin","quantity":2,)"
    R"("picture":"leafy_green","unit":"jin","quantity":1,"unit_price_fen":1235,"total_fen":1235,)"
    R"("missing":0,"weighed_g":0,"cut_fen":0,"refunded_fen":0},{"item":"1m8fvpdkdzk9r","name":")"
    R"(","picture":"herb","unit":"jin","quantity":1,"unit_price_fen":715,"total_fen":715,)"
    R"("missing":0,"weighed_g":0,"cut_fen":0,"refunded_fen":0}],"goods_total_fen":2503,)"
    R"("delivery_fee_fen":0,"discount_fen":0,"total_fen":2503,"cut_fen":0,"refunded_fen":0,)"
    R"("refunds":[],"promise_kind":"thirty_minutes","due_at_ms":1795436831127,)"
    R"("promise_kind":"pickup","due_at_ms":1795436831127,"estimate_at_ms":1795436831127,)"
    R"("pickup_code":"","collect_before_ms":null,"placed_at_ms":1795399211127,)"
    R"("accepted_at_ms":null,"packed_at_ms":null,"out_at_ms":null,"done_at_ms":null,)"
    R"("cancelled_at_ms":null,"tolerance_permille":0,"compensated":false,"compensation_fen":0,)"
    R"("posted":false,"moved_from_ms":null,"track":null})";

[[noreturn]] void damaged() {
    throw app::StoreFailure("a stored row holds a reply that cannot be unpacked");
}

}  // namespace

std::string pack_reply(std::string_view body) {
    if (body.empty() || body.size() > body_bytes_max) return std::string(body);
    // A copy of one that has read the common words costs less than to read them again.
    static const LZ4_stream_t prepared = [] {
        LZ4_stream_t stream;
        LZ4_initStream(&stream, sizeof stream);
        LZ4_loadDict(&stream, common_words.data(), static_cast<int>(common_words.size()));
        return stream;
    }();
    LZ4_stream_t stream = prepared;
    std::string packed = std::to_string(body.size()) + ":";
    const std::size_t head = packed.size();
    packed.resize(head +
                  static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(body.size()))));
    const int size = LZ4_compress_fast_continue(&stream, body.data(), packed.data() + head,
                                                static_cast<int>(body.size()),
                                                static_cast<int>(packed.size() - head), 1);
    if (size <= 0) return std::string(body);
    packed.resize(head + static_cast<std::size_t>(size));
    std::string stored = std::string(mark) + app::base64url(packed);
    return stored.size() < body.size() ? stored : std::string(body);
}

std::string unpack_reply(std::string_view stored) {
    if (stored.substr(0, mark.size()) != mark) return std::string(stored);
    const std::optional<std::string> packed = app::from_base64url(stored.substr(mark.size()));
    const std::size_t colon = packed ? packed->find(':') : std::string::npos;
    if (colon == std::string::npos) damaged();
    std::size_t size = 0;
    const auto read = std::from_chars(packed->data(), packed->data() + colon, size);
    if (read.ec != std::errc{} || read.ptr != packed->data() + colon || size > body_bytes_max) {
        damaged();
    }
    std::string body(size, '\0');
    const int unpacked = LZ4_decompress_safe_usingDict(
        packed->data() + colon + 1, body.data(), static_cast<int>(packed->size() - colon - 1),
        static_cast<int>(size), common_words.data(), static_cast<int>(common_words.size()));
    if (unpacked < 0 || static_cast<std::size_t>(unpacked) != size) damaged();
    return body;
}

void keep_packed(Connection& connection, CommunityId community, const app::KeptReply& head,
                 std::string_view packed) {
    static const std::string sql = insert_sql(kept_reply_table);
    Query(connection, sql, community, head.key, head.body_hash, head.status, packed, head.at).run();
}

}  // namespace louxia::store
