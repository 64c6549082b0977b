#include "tests/server/adapters/tls_front.hpp"

#include <doctest/doctest.h>
#include <httplib.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>

namespace louxia::test {
namespace {

void add_extension(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    REQUIRE(extension != nullptr);
    REQUIRE(X509_add_ext(certificate, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

/// A day's certificate for localhost, signed by its own key.
void make_certificate(const std::string& certificate_file, const std::string& key_file) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    REQUIRE(key != nullptr);
    REQUIRE(certificate != nullptr);
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60L * 60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 24L * 60 * 60);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* words = reinterpret_cast<const unsigned char*>("localhost");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, words, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    add_extension(certificate, NID_subject_alt_name, "DNS:localhost");
    add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
    REQUIRE(X509_sign(certificate, key, EVP_sha256()) > 0);
    std::FILE* file = std::fopen(certificate_file.c_str(), "w");
    REQUIRE(file != nullptr);
    REQUIRE(PEM_write_X509(file, certificate) == 1);
    std::fclose(file);
    file = std::fopen(key_file.c_str(), "w");
    REQUIRE(file != nullptr);
    REQUIRE(PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

}  // namespace

TlsFront::TlsFront(std::string behind) : behind_(std::move(behind)) {
    const std::string key_file = folder_.file("front.key");
    make_certificate(certificate_file(), key_file);
    server_ = std::make_unique<httplib::SSLServer>(certificate_file().c_str(), key_file.c_str());
    REQUIRE(server_->is_valid());
    server_->Post(".*", [this](const httplib::Request& in, httplib::Response& out) {
        ++passed_;
        httplib::Headers headers;
        for (const char* name : {"Louxia-Time", "Louxia-Signature"}) {
            if (in.has_header(name)) headers.emplace(name, in.get_header_value(name));
        }
        httplib::Client inner(behind_);
        const std::string type = in.get_header_value("Content-Type");
        // The library reads a form's body into parameters.
        const auto reply = in.params.empty() ? inner.Post(in.path, headers, in.body, type)
                                             : inner.Post(in.path, headers, in.params);
        REQUIRE(reply);
        out.status = reply->status;
        for (const char* name : {"Louxia-Time", "Louxia-Signature"}) {
            if (reply->has_header(name)) out.set_header(name, reply->get_header_value(name));
        }
        out.set_content(reply->body, reply->get_header_value("Content-Type"));
    });
    port_ = server_->bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    server_->wait_until_ready();
}

TlsFront::~TlsFront() {
    server_->stop();
    thread_.join();
}

}  // namespace louxia::test
