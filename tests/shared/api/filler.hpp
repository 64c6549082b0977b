#pragma once

#include <cstdint>
#include <random>

#include "shared/api/schema.hpp"

namespace louxia::test {

using Random = std::mt19937;

/// Any message that a table describes, from a seed alone. Required ids and instants are always set;
/// optional ones sometimes, lists have up to three elements, texts are any UTF-8.
void fill(Random& random, const api::schema::Message& fields, void* message);

template <class T>
[[nodiscard]] T filled(Random& random) {
    T message;
    fill(random, api::schema::message_of<T>, &message);
    return message;
}

}  // namespace louxia::test
