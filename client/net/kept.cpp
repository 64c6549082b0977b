#include "client/net/kept.hpp"

#include <algorithm>

#include "shared/api/codec.hpp"

namespace louxia::net {
namespace {

constexpr std::string_view storage_key = "louxia.outbox.1";

struct Sheet {
    std::vector<Kept> entries;
    static constexpr auto fields() { return field_list(api::field("entries", &Sheet::entries)); }
};

}  // namespace

std::vector<Kept> KeptList::load() const {
    auto sheet = api::decode<Sheet>(device_.load(storage_key));
    if (!sheet) return {};
    return std::move(sheet->entries);
}

bool KeptList::add(const Kept& kept) {
    std::vector<Kept> entries = load();
    entries.push_back(kept);
    return save(entries);
}

void KeptList::remove(const std::string& key) {
    std::vector<Kept> entries = load();
    const auto gone = std::remove_if(entries.begin(), entries.end(),
                                     [&key](const Kept& kept) { return kept.key == key; });
    if (gone == entries.end()) return;
    entries.erase(gone, entries.end());
    save(entries);
}

void KeptList::clear() {
    device_.forget(storage_key);
}

bool KeptList::save(const std::vector<Kept>& entries) {
    if (entries.empty()) {
        clear();
        return true;
    }
    return device_.keep(storage_key, api::encode(Sheet{entries}));
}

}  // namespace louxia::net
