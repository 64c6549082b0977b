#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "server/store/open_store.hpp"
#include "server/store/rows.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

/// What the tests of round trips share: what is put is what is got, member by member.
namespace louxia::test {

struct FilledStore {
    TemporaryFolder folder;
    std::unique_ptr<store::SqlStore> store = store::open_store(folder.path(), store::Access::serve);
    SampleIds ids{7};

    FilledStore() { fill_with_samples(*store, ids, 20); }

    template <class Work>
    void write(const Work& work) {
        const auto done = store->transact(ids.community(), [&](app::Writer& writer) {
            work(writer);
            return Result<void>{};
        });
        REQUIRE(done.ok());
    }
    template <class Work>
    auto get(const Work& work) {
        decltype(work(std::declval<const app::Reader&>())) found;
        store->read(ids.community(), [&](const app::Reader& reader) { found = work(reader); });
        return found;
    }
};

/// The columns of the two, compared.
template <class Value>
bool same(const Value& a, const Value& b) {
    return store::columns_of(a) == store::columns_of(b);
}

inline bool same_lines(const Order& a, const Order& b) {
    return std::ranges::equal(a.lines, b.lines, [](const auto& x, const auto& y) {
        return store::columns_of(x) == store::columns_of(y);
    });
}

}  // namespace louxia::test
