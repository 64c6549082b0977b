#include "server/cli/links.hpp"

#include <array>
#include <fstream>
#include <iterator>

#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/stat.h>
#include <unistd.h>

#include <qrcodegen/qrcodegen.hpp>

#include "shared/api/json.hpp"

namespace louxia::cli {
namespace {

using api::JsonDocument;
using api::JsonWriter;

std::string own_address() {
    ifaddrs* all = nullptr;
    std::string found = "127.0.0.1";
    if (::getifaddrs(&all) != 0) {
        return found;
    }
    for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET ||
            (one->ifa_flags & IFF_LOOPBACK) != 0 || (one->ifa_flags & IFF_UP) == 0) {
            continue;
        }
        std::array<char, INET_ADDRSTRLEN> text{};
        const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
        if (::inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size()) != nullptr) {
            found = text.data();
            break;
        }
    }
    ::freeifaddrs(all);
    return found;
}

/// Two modules above each other per character; a quiet zone of two.
std::string qr_text(const std::string& url) {
    using qrcodegen::QrCode;
    const QrCode code = QrCode::encodeText(url.c_str(), QrCode::Ecc::LOW);
    constexpr int quiet = 2;
    std::string text;
    for (int y = -quiet; y < code.getSize() + quiet; y += 2) {
        text += "\x1b[30;107m";
        for (int x = -quiet; x < code.getSize() + quiet; ++x) {
            const bool upper = code.getModule(x, y);
            const bool lower = code.getModule(x, y + 1);
            text += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
        }
        text += "\x1b[0m\n";
    }
    return text;
}

}  // namespace

std::string base_url(const std::string& bind, int port) {
    const bool everywhere = bind == "0.0.0.0" || bind == "::";
    std::string host = everywhere ? own_address() : bind;
    if (host.find(':') != std::string::npos) {
        host = "[" + host + "]";
    }
    return "http://" + host + ":" + std::to_string(port);
}

std::string listening_json(const std::string& base, int port) {
    JsonWriter json;
    json.open_object();
    json.member("listening", base);
    json.key("port");
    json.integer(port);
    json.close_object();
    return json.take();
}

std::string link_json(const app::FaceLink& link, const std::string& base) {
    JsonWriter json;
    json.open_object();
    json.member("face", link.face);
    json.member("name", link.name);
    json.member("url", base + link.path);
    json.close_object();
    return json.take();
}

std::string link_text(const app::FaceLink& link, const std::string& base) {
    const std::string url = base + link.path;
    return link.face + " " + link.name + "\n" + url + "\n" + qr_text(url);
}

app::DemoSecrets load_demo_secrets(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto parsed = JsonDocument::parse(text, 2);
    app::DemoSecrets secrets;
    if (!parsed || parsed->kind(parsed->root()) != JsonDocument::Kind::object) {
        return secrets;
    }
    const auto root = parsed->root();
    for (auto node = parsed->first(root); node != parsed->after(root); node = parsed->after(node)) {
        if (parsed->kind(node) == JsonDocument::Kind::string) {
            secrets[std::string(parsed->name(node))] = std::string(parsed->string(node));
        }
    }
    return secrets;
}

bool keep_demo_secrets(const std::string& path, const app::DemoSecrets& secrets) {
    JsonWriter json;
    json.open_object();
    for (const auto& [whom, secret] : secrets) {
        json.member(whom, secret);
    }
    json.close_object();
    const std::string text = json.take() + "\n";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return false;
    }
    // A file that was there before keeps its mode otherwise.
    const bool kept = ::fchmod(file, 0600) == 0 &&
                      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    return ::close(file) == 0 && kept;
}

}  // namespace louxia::cli
