#pragma once

#include <string>
#include <vector>

#include "server/app/demo.hpp"

namespace louxia::cli {

/// "http://192.168.1.20:8080": what a phone in the same network can reach. A bind to all addresses
/// is told as the machine's own.
[[nodiscard]] std::string base_url(const std::string& bind, int port);

/// {"listening":"http://…","port":8080}
[[nodiscard]] std::string listening_json(const std::string& base, int port);
/// {"face":"resident","name":"…","url":"http://…/c/yunshanli/in#…"}
[[nodiscard]] std::string link_json(const app::FaceLink& link, const std::string& base);
/// The link and its QR code in half-block characters, dark on light whatever the terminal's
/// colours.
[[nodiscard]] std::string link_text(const app::FaceLink& link, const std::string& base);

/// Secrets of a demo's links, kept in the data folder with mode 0600.
[[nodiscard]] app::DemoSecrets load_demo_secrets(const std::string& path);
/// False when the disk does not take them.
[[nodiscard]] bool keep_demo_secrets(const std::string& path, const app::DemoSecrets& secrets);

}  // namespace louxia::cli
