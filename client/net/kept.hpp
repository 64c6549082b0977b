#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "client/net/transport.hpp"
#include "shared/api/fields.hpp"
#include "shared/base/instant.hpp"

namespace louxia::net {

/// A change on its way: written down with its key before it is first sent, crossed out when it has
/// been answered.
struct Kept {
    std::string name;  ///< the endpoint's
    std::string target;
    std::string body;
    std::string key;
    std::string subject;  ///< the id in its path; empty: none
    Instant kept_at;
    static constexpr auto fields() {
        return field_list(api::field("name", &Kept::name), api::field("target", &Kept::target),
                          api::field("body", &Kept::body), api::field("key", &Kept::key),
                          api::field("subject", &Kept::subject),
                          api::field("kept_at_ms", &Kept::kept_at));
    }
};

/// The device's copy. Several pages of one browser share it: each change reads it anew.
class KeptList {
public:
    explicit KeptList(Device& device) : device_(device) {}

    /// Oldest first. What cannot be read (another version's) is dropped.
    [[nodiscard]] std::vector<Kept> load() const;
    /// False: the device does not keep it; it then lives as long as the page.
    bool add(const Kept& kept);
    void remove(const std::string& key);
    void clear();

private:
    bool save(const std::vector<Kept>& entries);

    Device& device_;
};

}  // namespace louxia::net
