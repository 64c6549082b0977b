#include "server/adapters/fido_passkeys.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>

#include <cstdint>
#include <memory>

#include "server/app/encodings.hpp"

namespace louxia::adapters {
namespace {

// Authenticator data, Web Authentication Level 2, section 6.1: the site's hash, flags, a count, and
// where the flags say so a new credential (its maker, the length of its id, its id, its key as
// CBOR) and extensions as CBOR.
constexpr std::size_t site_hash_bytes = 32;
constexpr std::size_t head_bytes = site_hash_bytes + 1 + 4;
constexpr std::size_t maker_bytes = 16;
constexpr unsigned user_present = 0x01;
constexpr unsigned user_verified = 0x04;
constexpr unsigned has_extensions = 0x80;
constexpr int cbor_depth_max = 4;

struct FreeCredential {
    void operator()(fido_cred_t* one) const { fido_cred_free(&one); }
};
struct FreeAssertion {
    void operator()(fido_assert_t* one) const { fido_assert_free(&one); }
};
struct FreeEs256 {
    void operator()(es256_pk_t* one) const { es256_pk_free(&one); }
};
struct FreeEddsa {
    void operator()(eddsa_pk_t* one) const { eddsa_pk_free(&one); }
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
    return bytes == nullptr ? std::string{}
                            : std::string(reinterpret_cast<const char*>(bytes), size);
}

Error refused(const char* field) {
    return Error{ErrorCode::invalid_value, field};
}

unsigned take_byte(std::string_view& bytes) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return byte;
}

/// Takes one item of CBOR (RFC 8949, section 3) from the front. False for one that is cut short, of
/// no definite length, tagged or deep, and for one that says to hold more than there are bytes: the
/// library makes room for as many items as a head claims, and writes to all of it.
bool take_item(std::string_view& cbor, int depth) {
    if (cbor.empty() || depth > cbor_depth_max) return false;
    const unsigned head = take_byte(cbor);
    const unsigned kind = head >> 5U;
    std::uint64_t value = head & 0x1FU;
    if (value >= 24) {
        if (value > 27 || cbor.size() < std::size_t{1} << (value - 24)) return false;
        std::size_t left = std::size_t{1} << (value - 24);
        for (value = 0; left > 0; --left)
            value = value << 8U | take_byte(cbor);
    }
    switch (kind) {
        case 0:  // integers
        case 1:
        case 7: return true;  // simple values and floats
        case 2:               // bytes and text
        case 3:
            if (value > cbor.size()) return false;
            cbor.remove_prefix(value);
            return true;
        case 4:  // arrays and maps: an item takes a byte at least
        case 5: {
            if (value > cbor.size()) return false;
            for (std::uint64_t left = kind == 5 ? 2 * value : value; left > 0; --left) {
                if (!take_item(cbor, depth + 1)) return false;
            }
            return true;
        }
        default: return false;  // a tag
    }
}

/// Whether it is nothing but such items, one after the other.
bool is_bounded(std::string_view cbor) {
    while (!cbor.empty()) {
        if (!take_item(cbor, 0)) return false;
    }
    return true;
}

/// Whether the library may read it as a new credential: its CBOR claims no more than is there.
bool is_bounded_credential(std::string_view authenticator_data) {
    constexpr std::size_t before_id = head_bytes + maker_bytes + 2;
    if (authenticator_data.size() < before_id) return false;
    std::string_view rest = authenticator_data.substr(before_id - 2);
    const unsigned high = take_byte(rest);
    const std::size_t id_bytes = high << 8U | take_byte(rest);
    return id_bytes <= rest.size() && is_bounded(rest.substr(id_bytes));
}

bool is_bounded_assertion(std::string_view authenticator_data) {
    if (authenticator_data.size() < head_bytes) return false;
    const auto flags = static_cast<unsigned char>(authenticator_data[site_hash_bytes]);
    return (flags & has_extensions) == 0 || is_bounded(authenticator_data.substr(head_bytes));
}

/// For this site, with somebody there whom the device has recognized.
bool is_for(std::string_view site, std::string_view authenticator_data) {
    if (authenticator_data.size() <= site_hash_bytes) {
        return false;
    }
    const auto flags = static_cast<unsigned char>(authenticator_data[site_hash_bytes]);
    return authenticator_data.substr(0, site_hash_bytes) == app::sha256(site) &&
           (flags & user_present) != 0 && (flags & user_verified) != 0;
}

bool verified(const Passkey& passkey, const std::string& key, const fido_assert_t* assertion) {
    if (passkey.algorithm == COSE_ES256) {
        const std::unique_ptr<es256_pk_t, FreeEs256> es256(es256_pk_new());
        return es256 && es256_pk_from_ptr(es256.get(), key.data(), key.size()) == FIDO_OK &&
               fido_assert_verify(assertion, 0, COSE_ES256, es256.get()) == FIDO_OK;
    }
    const std::unique_ptr<eddsa_pk_t, FreeEddsa> eddsa(eddsa_pk_new());
    return passkey.algorithm == COSE_EDDSA && eddsa &&
           eddsa_pk_from_ptr(eddsa.get(), key.data(), key.size()) == FIDO_OK &&
           fido_assert_verify(assertion, 0, COSE_EDDSA, eddsa.get()) == FIDO_OK;
}

}  // namespace

FidoPasskeys::FidoPasskeys() {
    fido_init(0);
}

Result<Passkey> FidoPasskeys::read_new(std::string_view site,
                                       std::string_view authenticator_data) const {
    if (!is_for(site, authenticator_data) || !is_bounded_credential(authenticator_data)) {
        return refused("authenticator_data");
    }
    for (const int algorithm : {COSE_EDDSA, COSE_ES256}) {
        const std::unique_ptr<fido_cred_t, FreeCredential> credential(fido_cred_new());
        const bool read = credential &&
                          fido_cred_set_type(credential.get(), algorithm) == FIDO_OK &&
                          fido_cred_set_authdata_raw(credential.get(), bytes_of(authenticator_data),
                                                     authenticator_data.size()) == FIDO_OK;
        if (!read) {
            continue;
        }
        Passkey passkey;
        passkey.algorithm = algorithm;
        passkey.credential = app::base64url(
            text_of(fido_cred_id_ptr(credential.get()), fido_cred_id_len(credential.get())));
        passkey.public_key = app::base64url(text_of(fido_cred_pubkey_ptr(credential.get()),
                                                    fido_cred_pubkey_len(credential.get())));
        passkey.sign_count = fido_cred_sigcount(credential.get());
        if (!passkey.credential.empty() && !passkey.public_key.empty()) {
            return passkey;
        }
    }
    return refused("authenticator_data");
}

Result<std::int64_t> FidoPasskeys::verify(const Passkey& passkey, std::string_view site,
                                          std::string_view client_data,
                                          std::string_view authenticator_data,
                                          std::string_view signature) const {
    if (!is_for(site, authenticator_data) || !is_bounded_assertion(authenticator_data)) {
        return refused("authenticator_data");
    }
    const std::unique_ptr<fido_assert_t, FreeAssertion> assertion(fido_assert_new());
    fido_assert_t* one = assertion.get();
    const bool read =
        one != nullptr && fido_assert_set_rp(one, std::string(site).c_str()) == FIDO_OK &&
        fido_assert_set_clientdata(one, bytes_of(client_data), client_data.size()) == FIDO_OK &&
        fido_assert_set_count(one, 1) == FIDO_OK &&
        fido_assert_set_authdata_raw(one, 0, bytes_of(authenticator_data),
                                     authenticator_data.size()) == FIDO_OK &&
        fido_assert_set_up(one, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(one, FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_sig(one, 0, bytes_of(signature), signature.size()) == FIDO_OK;
    const auto key = app::from_base64url(passkey.public_key);
    if (!read || !key || !verified(passkey, *key, one)) {
        return refused("signature");
    }
    return static_cast<std::int64_t>(fido_assert_sigcount(one, 0));
}

}  // namespace louxia::adapters
