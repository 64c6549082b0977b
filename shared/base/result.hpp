#pragma once

#include <optional>
#include <string>
#include <utility>

#include "shared/base/assert.hpp"
#include "shared/base/error.hpp"

namespace louxia {

/// A value, or the reason why there is none. Reading the wrong side is a broken invariant.
template <class T>
class [[nodiscard]] Result {
public:
    using Value = T;

    Result(T value) : value_(std::move(value)) {}      // NOLINT: a value is a result
    Result(Error error) : error_(std::move(error)) {}  // NOLINT: so is a refusal

    [[nodiscard]] bool ok() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }

    [[nodiscard]] const T& value() const& {
        LOUXIA_ASSERT(ok());
        return *value_;
    }
    [[nodiscard]] T& value() & {
        LOUXIA_ASSERT(ok());
        return *value_;
    }
    [[nodiscard]] T&& value() && {
        LOUXIA_ASSERT(ok());
        return std::move(*value_);
    }
    [[nodiscard]] const Error& error() const {
        LOUXIA_ASSERT(!ok());
        return error_;
    }

    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::optional<T> value_;
    Error error_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT: a refusal is a result

    [[nodiscard]] bool ok() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] const Error& error() const {
        LOUXIA_ASSERT(!ok());
        return *error_;
    }

private:
    std::optional<Error> error_;
};

[[nodiscard]] inline Error refuse(ErrorCode code, std::string field = {}) {
    return Error{code, std::move(field)};
}

}  // namespace louxia

/// Leaves the function with the refusal when `expression` is one.
#define LOUXIA_TRY(expression)                                 \
    do {                                                       \
        if (auto louxia_tried = (expression); !louxia_tried) { \
            return louxia_tried.error();                       \
        }                                                      \
    } while (false)

#define LOUXIA_CONCAT_INNER(a, b) a##b
#define LOUXIA_CONCAT(a, b) LOUXIA_CONCAT_INNER(a, b)

/// `LOUXIA_ASSIGN(auto total, add(a, b));` binds the value or leaves with the refusal.
#define LOUXIA_ASSIGN(target, expression) \
    LOUXIA_ASSIGN_INNER(target, expression, LOUXIA_CONCAT(louxia_result_, __LINE__))
#define LOUXIA_ASSIGN_INNER(target, expression, name) \
    auto name = (expression);                         \
    if (!name) {                                      \
        return name.error();                          \
    }                                                 \
    target = std::move(name).value()
