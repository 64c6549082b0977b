#include "server/adapters/http_identity_provider.hpp"

#include "server/adapters/web_calls.hpp"
#include "server/app/encodings.hpp"
#include "shared/api/json.hpp"

namespace louxia::adapters {
namespace {

using api::JsonDocument;

constexpr int depth_max = 16;
constexpr int wait_s = 5;
constexpr std::size_t answer_bytes_max = 64U * 1024U;
constexpr std::size_t subject_bytes_max = 255;

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                           letter == '.' || letter == '~';
        const auto byte = static_cast<unsigned char>(letter);
        out += plain ? std::string(1, letter)
                     : std::string{'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return out;
}

/// The member of that name of an object; nothing when it is absent.
std::optional<JsonDocument::Node> member(const JsonDocument& json, std::string_view name) {
    const auto root = json.root();
    if (json.kind(root) != JsonDocument::Kind::object) {
        return std::nullopt;
    }
    for (auto node = json.first(root); node != json.after(root); node = json.after(node)) {
        if (json.name(node) == name) return node;
    }
    return std::nullopt;
}

std::string text_in(const JsonDocument& json, std::string_view name) {
    const auto node = member(json, name);
    return node && json.kind(*node) == JsonDocument::Kind::string ? std::string(json.string(*node))
                                                                  : std::string{};
}

/// A text, or a list that holds it alone: a token for several clients is not for us.
bool is_audience(const JsonDocument& json, std::string_view client) {
    const auto node = member(json, "aud");
    if (!node) return false;
    if (json.kind(*node) == JsonDocument::Kind::string) return json.string(*node) == client;
    if (json.kind(*node) != JsonDocument::Kind::array) return false;
    const auto first = json.first(*node);
    return first != json.after(*node) && json.kind(first) == JsonDocument::Kind::string &&
           json.string(first) == client && json.after(first) == json.after(*node);
}

using Form = std::vector<std::pair<std::string_view, std::string_view>>;

std::string written(const Form& form) {
    std::string out;
    for (const auto& [name, value] : form) {
        out += (out.empty() ? "" : "&") + std::string(name) + "=" + encoded(value);
    }
    return out;
}

}  // namespace

Result<IdentityConfig> read_identity_config(std::string_view json) {
    const auto parsed = JsonDocument::parse(json, depth_max);
    if (!parsed) {
        return refuse(ErrorCode::malformed, "identity");
    }
    IdentityConfig config;
    struct Named {
        const char* name;
        std::string IdentityConfig::*member;
        bool url;
    };
    constexpr Named all[] = {{"label", &IdentityConfig::label, false},
                             {"issuer", &IdentityConfig::issuer, true},
                             {"authorize_url", &IdentityConfig::authorize_url, true},
                             {"token_url", &IdentityConfig::token_url, true},
                             {"client_id", &IdentityConfig::client_id, false}};
    for (const Named& one : all) {
        config.*(one.member) = text_in(*parsed, one.name);
        const std::string& value = config.*(one.member);
        if (value.empty() || (one.url && !read_web_address(value))) {
            return refuse(ErrorCode::invalid_value, one.name);
        }
    }
    config.client_secret = text_in(*parsed, "client_secret");
    return config;
}

std::string HttpIdentityProvider::authorize_url(const Start& start) const {
    const bool more = config_.authorize_url.find('?') != std::string::npos;
    return config_.authorize_url + (more ? "&" : "?") + "response_type=code&scope=openid" +
           "&client_id=" + encoded(config_.client_id) +
           "&redirect_uri=" + encoded(start.redirect_uri) + "&state=" + encoded(start.state) +
           "&nonce=" + encoded(start.nonce) + "&code_challenge=" + encoded(start.challenge) +
           "&code_challenge_method=S256";
}

Result<std::string> subject_in(std::string_view id_token, const IdentityConfig& config,
                               std::string_view nonce, Instant now) {
    const std::size_t first = id_token.find('.');
    const std::size_t second =
        first == std::string_view::npos ? first : id_token.find('.', first + 1);
    if (second == std::string_view::npos) {
        return refuse(ErrorCode::not_allowed, "id_token");
    }
    const auto claims = app::from_base64url(id_token.substr(first + 1, second - first - 1));
    const auto json = JsonDocument::parse(claims ? *claims : std::string{}, depth_max);
    if (!json) {
        return refuse(ErrorCode::not_allowed, "id_token");
    }
    if (text_in(*json, "iss") != config.issuer) {
        return refuse(ErrorCode::not_allowed, "iss");
    }
    if (!is_audience(*json, config.client_id)) {
        return refuse(ErrorCode::not_allowed, "aud");
    }
    if (nonce.empty() || text_in(*json, "nonce") != nonce) {
        return refuse(ErrorCode::not_allowed, "nonce");
    }
    const auto ends = member(*json, "exp");
    const bool is_number = ends && json->kind(*ends) == JsonDocument::Kind::integer;
    if (!is_number || json->integer(*ends) <= now.ms / second_ms) {
        return refuse(ErrorCode::not_allowed, "exp");
    }
    std::string subject = text_in(*json, "sub");
    if (subject.empty() || subject.size() > subject_bytes_max) {
        return refuse(ErrorCode::not_allowed, "sub");
    }
    return subject;
}

Result<std::string> HttpIdentityProvider::subject_of(const Code& code) {
    Form form{{"grant_type", "authorization_code"},
              {"code", code.code},
              {"redirect_uri", code.redirect_uri},
              {"client_id", config_.client_id},
              {"code_verifier", code.verifier}};
    if (!config_.client_secret.empty()) {
        form.emplace_back("client_secret", config_.client_secret);
    }
    auto address = read_web_address(config_.token_url);
    if (!address) {
        return refuse(ErrorCode::unavailable);
    }
    const WebCaller provider(std::move(*address), {wait_s, answer_bytes_max}, trusted_file_);
    const auto answer = provider.post("", {}, written(form), "application/x-www-form-urlencoded");
    if (!answer || answer->status >= 500) {
        return refuse(ErrorCode::unavailable);
    }
    if (answer->status != 200) {
        return refuse(ErrorCode::not_allowed, "code");
    }
    const auto json = JsonDocument::parse(answer->body, depth_max);
    return json ? subject_in(text_in(*json, "id_token"), config_, code.nonce, code.now)
                : refuse(ErrorCode::not_allowed, "id_token");
}

}  // namespace louxia::adapters
