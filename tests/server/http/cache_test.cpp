#include <brotli/decode.h>
#include <doctest/doctest.h>
#include <zlib.h>

#include "server/http/assets.hpp"
#include "server/http/compress.hpp"
#include "tests/server/http/world.hpp"

namespace louxia::test {
namespace {

std::string unpacked_gzip(const std::string& packed) {
    std::string out(4U << 20U, '\0');
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string in = packed;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

}  // namespace

TEST_CASE("the list comes packed as the reader likes, and not again when it has not changed") {
    World world;
    const Reply plain = get(world.port(), "/api/v1/home");
    const std::string etag = plain.header("ETag");
    CHECK(!etag.empty());
    CHECK(plain.header("Content-Encoding").empty());
    const Reply gzip = get(world.port(), "/api/v1/home", {{"Accept-Encoding", "gzip"}});
    CHECK(gzip.header("Content-Encoding") == "gzip");
    CHECK(unpacked_gzip(gzip.body) == plain.body);
    const Reply brotli = get(world.port(), "/api/v1/home", {{"Accept-Encoding", "gzip, br"}});
    CHECK(brotli.header("Content-Encoding") == "br");
    CHECK(brotli.body.size() < plain.body.size());
    CHECK(http::accepted_coding("br;q=0, gzip;q=0.5") == http::Coding::gzip);
    CHECK(http::accepted_coding("identity") == http::Coding::plain);
    const Reply known = get(world.port(), "/api/v1/home", {{"If-None-Match", etag}});
    CHECK(known.status == 304);
    CHECK(known.body.empty());

    const Headers who = world.resident();
    static_cast<void>(world.order(who));
    const Reply changed = get(world.port(), "/api/v1/home", {{"If-None-Match", etag}});
    CHECK(changed.status == 200);
    CHECK(changed.header("ETag") != etag);
    CHECK(changed.body != plain.body);
}

TEST_CASE("whoever changed something reads it at once, in the view and on the page") {
    World world;
    const Headers shop = world.as(world.place().shop());
    const std::string item = world.place().item(2).text();
    for (int on_hand : {41, 17, 9}) {
        const Reply set =
            post(world.port(), "/api/v1/shop/stock",
                 R"({"item":")" + item + R"(","on_hand":)" + std::to_string(on_hand) + "}", shop);
        REQUIRE(set.status == 200);
        // 100 at the other hub.
        const Reply home = get(world.port(), "/api/v1/home");
        CHECK(home.has(R"("available":100)"));
    }
    const Reply joined = post(world.port(), "/api/v1/groups/" + world.group().text() + "/join",
                              "{}", world.resident());
    CHECK(joined.status == 200);
    CHECK(get(world.port(), "/api/v1/groups/" + world.group().text()).has(R"("households":1)"));
    CHECK(get(world.port(), "/g/" + world.group().text()).has("还差 9 户"));
    CHECK(get(world.port(), "/").has("还差 9 户"));
}

TEST_CASE("the client's files are served by their listed names alone") {
    TemporaryFolder folder;
    const auto write = [&](const std::string& name, const std::string& text) {
        std::FILE* file = std::fopen(folder.file(name).c_str(), "w");
        REQUIRE(file != nullptr);
        std::fwrite(text.data(), 1, text.size(), file);
        std::fclose(file);
    };
    write("app.0123456789.js", "plain");
    write("app.0123456789.js.br", "packed");
    write("app.0123456789.wasm", "wasm");
    write("service_worker.js", "worker");
    write("secret.key", "secret");
    write("assets.json", R"({"version": "abc",
 "pictures": {
  "tomato": {
   "tile": "fruit"
  } } })");
    http::Config config;
    config.web_root = folder.path();
    World world({"lanting"}, config);
    const Reply script =
        get(world.port(), "/static/app.0123456789.js", {{"Accept-Encoding", "br"}});
    CHECK(script.body == "packed");
    CHECK(script.header("Content-Encoding") == "br");
    CHECK(script.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(get(world.port(), "/static/app.0123456789.js").body == "plain");
    CHECK(get(world.port(), "/static/app.0123456789.wasm").header("Content-Type") ==
          "application/wasm");
    const Reply worker = get(world.port(), "/sw.js");
    // The worker's own requests fall under the policy that its file came with.
    CHECK(worker.header("Content-Security-Policy").find("connect-src 'self'") != std::string::npos);
    CHECK(worker.body == "worker");
    CHECK(worker.header("Cache-Control") == "no-cache");
    CHECK(worker.header("Service-Worker-Allowed") == "/");
    CHECK(get(world.port(), "/static/secret.key").status == 404);
    CHECK(get(world.port(), "/static/app.0123456789.js.br").status == 404);
    const http::Assets assets(folder.path());
    CHECK(assets.address_of("app.js") == "/static/app.0123456789.js");
    CHECK(assets.tile_of("tomato") == "fruit");
    CHECK(assets.version() == "abc");
}

}  // namespace louxia::test
