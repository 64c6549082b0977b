#include "server/adapters/web_calls.hpp"

#include <doctest/doctest.h>
#include <httplib.h>

#include <chrono>
#include <fstream>

#include "server/app/encodings.hpp"
#include "tests/server/adapters/local_server.hpp"
#include "tests/server/adapters/tls_front.hpp"
#include "tests/server/http/fake_identity_provider.hpp"
#include "tests/server/http/paying.hpp"

namespace louxia::test {
namespace {

using adapters::read_web_address;
using adapters::WebCaller;

constexpr Instant some_time{1'795'000'000'000};

OnlinePayment wanted(std::uint64_t number) {
    OnlinePayment payment;
    payment.id = PaymentId{number};
    payment.amount = Money::fen_unchecked(500);
    return payment;
}

/// What comes of asking a provider at `url` for a payment.
std::string asked_at(const std::string& url, const std::string& trusted_file, std::uint64_t number,
                     const adapters::payment_protocol::Key& key = payment_key) {
    const auto payments = adapters::HttpPayments::make(url, key, trusted_file);
    REQUIRE(payments != nullptr);
    payments->set_home("http://127.0.0.1:1");
    const auto created = payments->create(CommunityId{1}, "lanting", wanted(number));
    return created ? created->reference : std::string(error_word(created.error().code));
}

/// A plain server that answers every post so.
struct Plain {
    LocalServer server;

    explicit Plain(const httplib::Server::Handler& answer) {
        server.routes().Post(".*", answer);
        server.start();
    }
    [[nodiscard]] std::optional<WebCaller::Answer> asked(WebCaller::Limits limits,
                                                         const std::string& path = "") const {
        const auto address = read_web_address(server.origin() + path);
        REQUIRE(address);
        return WebCaller(*address, limits, "").post("/there", {}, "{}", "application/json");
    }
};

}  // namespace

TEST_CASE("an address is https anywhere, or http on this machine, and one plain word") {
    const auto origin = [](std::string_view url) {
        const auto address = read_web_address(url);
        return address ? address->origin + " " + address->path : std::string("none");
    };
    CHECK(origin("https://pay.example") == "https://pay.example ");
    CHECK(origin("https://pay.example:8443/louxia/") == "https://pay.example:8443 /louxia/");
    CHECK(origin("https://id.example?tenant=1") == "https://id.example ?tenant=1");
    CHECK(origin("https://[2001:db8::1]:8443/a") == "https://[2001:db8::1]:8443 /a");
    CHECK(origin("http://127.0.0.1:9100") == "http://127.0.0.1:9100 ");
    CHECK(origin("http://localhost/a") == "http://localhost /a");
    CHECK(origin("http://[::1]:9100") == "http://[::1]:9100 ");
    for (const char* url : {"",
                            "https://",
                            "http://",
                            "pay.example",
                            "ftp://pay.example",
                            "HTTPS://pay.example",
                            "http://pay.example",
                            "http://10.0.0.5:9100",
                            "http://127.0.0.1.pay.example",
                            "http://localhost.pay.example",
                            "http://127.0.0.1@pay.example",
                            "https://a@pay.example",
                            "https://pay.example:0",
                            "https://pay.example:65536",
                            "https://pay.example:",
                            "https://pay.example:80x",
                            "https://pay.example/#a",
                            "https://pay.example/a b",
                            "https://pay.example/\"",
                            "https://pay.example/<a>",
                            "https://pay.example/\\",
                            "https://pay.example\r\nX: y",
                            "https://支付.example",
                            "https://[::1",
                            "https://]["}) {
        CAPTURE(url);
        CHECK(origin(url) == "none");
    }
    CHECK(origin("https://pay.example/" + std::string(500, 'a')) == "none");
}

TEST_CASE(
    "payments go over TLS to whom the machine or the named file vouches for, and nobody else") {
    adapters::SimulatedPayments provider(payment_key, {});
    TlsFront front(provider.url());
    // By default a certificate that nobody vouches for is none.
    CHECK(asked_at(front.url(), "", 1) == "unavailable");
    CHECK(front.passed() == 0);
    CHECK(asked_at(front.url(), front.certificate_file(), 1) == Paying::reference(PaymentId{1}));
    CHECK(asked_at(front.url() + "/", front.certificate_file(), 2) ==
          Paying::reference(PaymentId{2}));
    CHECK(front.passed() == 2);
    // It is localhost's certificate and not that of any other name.
    CHECK(asked_at(front.url_by_number(), front.certificate_file(), 3) == "unavailable");
    // Another front's word does not help.
    TlsFront other(provider.url());
    CHECK(asked_at(front.url(), other.certificate_file(), 3) == "unavailable");
    // TLS stands beside the signatures, not in their place.
    const auto another =
        adapters::payment_protocol::Key::of("another key, as long as it has to be");
    CHECK(asked_at(front.url(), front.certificate_file(), 3, another) == "unavailable");
    // Where plain HTTP is spoken, TLS is not; and the other way round.
    std::string downgraded = front.url();
    downgraded.replace(0, 5, "http");
    CHECK(asked_at(downgraded, front.certificate_file(), 3) == "unavailable");
    std::string upgraded = provider.url();
    upgraded.replace(0, 4, "https");
    CHECK(asked_at(upgraded, front.certificate_file(), 3) == "unavailable");
}

TEST_CASE("codes of an identity provider are exchanged over TLS in the same way") {
    FakeIdentityProvider provider;
    provider.now_s = some_time.ms / second_ms;
    const std::string token_url = provider.config().token_url;
    TlsFront front(token_url.substr(0, token_url.rfind('/')));
    const auto subject_by = [&](const std::string& trusted_file) {
        adapters::IdentityConfig config = provider.config();
        config.token_url = front.url() + "/token";
        adapters::HttpIdentityProvider ours(config, trusted_file);
        const std::string verifier = "a verifier & more";
        const std::string back = "https://louxia.example/c/x/identity/back";
        static_cast<void>(provider.sign_in(
            ours.authorize_url({"s", "n", app::base64url(app::sha256(verifier)), back}), "anna"));
        const auto subject =
            ours.subject_of({provider.last_code(), verifier, "n", back, some_time});
        return subject ? *subject : std::string(error_word(subject.error().code));
    };
    CHECK(subject_by("") == "unavailable");
    CHECK(front.passed() == 0);
    CHECK(subject_by(front.certificate_file()) == "anna");
    CHECK(front.passed() == 1);
}

TEST_CASE("a file of certificates is one, or is refused before anything is asked") {
    const TemporaryFolder folder;
    CHECK(!adapters::is_certificate_file(folder.file("absent.pem")));
    std::ofstream(folder.file("words.pem")) << "no certificate";
    CHECK(!adapters::is_certificate_file(folder.file("words.pem")));
    const TlsFront front("http://127.0.0.1:1");
    CHECK(adapters::is_certificate_file(front.certificate_file()));
}

TEST_CASE("an answer too long, too slow, or from elsewhere is none") {
    const Plain echo([](const httplib::Request& in, httplib::Response& out) {
        out.status = 201;
        out.set_header("Louxia-Time", "12");
        out.set_content(in.path + " " + in.body, "text/plain");
    });
    const auto answer = echo.asked({2, 100}, "/base");
    REQUIRE(answer);
    CHECK(answer->status == 201);
    CHECK(answer->body == "/base/there {}");
    CHECK(answer->header("louxia-time") == "12");
    CHECK(answer->header("absent").empty());
    CHECK(!echo.asked({2, 5}));
    // Bytes that trickle in are within each read's wait, and not within the call's.
    const Plain slow([](const httplib::Request&, httplib::Response& out) {
        out.set_chunked_content_provider("text/plain", [](std::size_t, httplib::DataSink& sink) {
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            return sink.write("x", 1);
        });
    });
    const auto began = std::chrono::steady_clock::now();
    CHECK(!slow.asked({1, 1000}));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
    const Plain away([&](const httplib::Request&, httplib::Response& out) {
        out.set_redirect(echo.server.origin() + "/elsewhere");
    });
    const auto redirected = away.asked({2, 1000});
    REQUIRE(redirected);
    CHECK(redirected->status == 302);
}

}  // namespace louxia::test
