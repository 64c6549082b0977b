#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "server/http/compress.hpp"
#include "server/http/exchange.hpp"

namespace louxia::http {

/// The folder that cmake/stage_web.mjs made: hashed names that never change, with .br and .gz
/// beside them, and a few fixed ones. The folder is listed once, at the start; only listed names
/// are ever opened, so that no request can name another file.
class Assets {
public:
    /// A missing folder is an empty one: pages then come without style, which tests do not mind.
    explicit Assets(const std::string& folder);

    /// The address of "css/shell.css"; "/static/" and the name itself when it is not there.
    [[nodiscard]] std::string address_of(std::string_view logical_name) const;
    /// The address of a stock picture for that many pixels, 168 or 288; the fallback when unknown.
    [[nodiscard]] std::string picture(std::string_view key, int pixels) const;
    /// The ground of a picture: "leaf", "fruit", "meat", "water", "egg" or "earth".
    [[nodiscard]] std::string_view tile_of(std::string_view key) const;
    /// Of the client's files; empty without a client.
    [[nodiscard]] const std::string& version() const { return version_; }

    /// `name` is relative to the folder. Unhashed names are asked for again each time.
    [[nodiscard]] Response serve(const Request& request, const std::string& name) const;

private:
    struct File {
        std::string path;
        std::string type;
        bool fixed = false;  ///< its name does not change with its content
        bool brotli = false;
        bool gzip = false;
    };
    struct Kept {
        std::shared_ptr<const std::string> bytes;
    };
    [[nodiscard]] std::shared_ptr<const std::string> load(const std::string& path, bool keep) const;
    void read_index(const std::string& text);

    std::map<std::string, File, std::less<>> files_;             ///< by name in the folder
    std::map<std::string, std::string, std::less<>> addresses_;  ///< by logical name
    std::map<std::string, std::string, std::less<>> tiles_;      ///< by picture
    std::string fallback_picture_ = "seedling";
    std::string version_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, Kept> kept_;
};

}  // namespace louxia::http
