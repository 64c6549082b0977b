#pragma once

#include "server/store/sql_store.hpp"
#include "tests/server/store/samples.hpp"

/// A walk through everything that the store can be asked.
namespace louxia::test {

/// Every write, in transactions of their own; a refused one is part of the walk.
void write_all(store::SqlStore& store, const SampleIds& ids);
/// What a day's work asks, over and over.
void read_day(const app::Reader& reader, const SampleIds& ids);
/// Every question, of what write_all() wrote and before it.
void read_all(const store::SqlStore& store, const SampleIds& ids);

}  // namespace louxia::test
