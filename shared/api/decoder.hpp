#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shared/api/json.hpp"
#include "shared/api/schema.hpp"
#include "shared/base/result.hpp"

/// From a JSON document into a message. Used by the codec alone.
namespace louxia::api::untyped {

/// What null means for a required id or instant.
enum class Nulls { are_unset, are_missing };

/// True when the path pattern has a {name}.
[[nodiscard]] bool is_path_field(std::string_view pattern, std::string_view name) noexcept;

/// One use: reads one document, remembering where it is for the sake of refusals.
class Decoder {
public:
    Decoder(const JsonDocument& document, Nulls nulls) : document_(document), nulls_(nulls) {}

    /// Fields named in `but_for_path` come from elsewhere and are unknown here.
    [[nodiscard]] Result<void> read(const schema::Message& fields, void* message,
                                    std::string_view but_for_path);

private:
    using Node = JsonDocument::Node;
    struct Step {
        std::string_view name;  ///< empty: an index
        std::size_t index = 0;
    };

    bool read_message(const schema::Message& fields, void* message, Node node,
                      std::string_view but_for_path);
    bool read_member(const schema::Member& member, void* message, Node node);
    bool read_value(const schema::Type& type, void* value, Node node);
    bool read_list(const schema::Type& type, void* list, Node node);
    bool fail(ErrorCode code);

    const JsonDocument& document_;
    Nulls nulls_;
    std::vector<Step> steps_;
    Error error_;
};

}  // namespace louxia::api::untyped
