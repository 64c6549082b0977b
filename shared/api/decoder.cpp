#include "shared/api/decoder.hpp"

#include "shared/api/values.hpp"

namespace louxia::api::untyped {

using schema::Kind;
using schema::Member;
using schema::Message;
using schema::Type;

namespace {

// A list is made before its elements are read: two bytes of JSON must not ask for much memory.
constexpr std::size_t list_elements_max = 20'000;

}  // namespace

bool is_path_field(std::string_view pattern, std::string_view name) noexcept {
    for (std::size_t at = pattern.find('{'); at != std::string_view::npos;
         at = pattern.find('{', at + 1)) {
        const std::string_view rest = pattern.substr(at + 1);
        if (rest.substr(0, name.size()) == name && rest.substr(name.size(), 1) == "}") return true;
    }
    return false;
}

Result<void> Decoder::read(const Message& fields, void* message, std::string_view but_for_path) {
    if (read_message(fields, message, document_.root(), but_for_path)) return {};
    return error_;
}

bool Decoder::fail(ErrorCode code) {
    error_.code = code;
    for (const Step& step : steps_) {
        if (step.name.empty()) {
            error_.field += '[' + std::to_string(step.index) + ']';
            continue;
        }
        constexpr std::size_t name_bytes_max = 64;  // a stranger's name may be as long as it likes
        if (!error_.field.empty()) error_.field += '.';
        error_.field += step.name.substr(0, name_bytes_max);
    }
    return false;
}

bool Decoder::read_message(const Message& fields, void* message, Node node,
                           std::string_view but_for_path) {
    if (document_.kind(node) != JsonDocument::Kind::object) return fail(ErrorCode::malformed);
    std::array<bool, schema::members_max> seen{};
    for (Node child = document_.first(node); child != document_.after(node);
         child = document_.after(child)) {
        const std::string_view name = document_.name(child);
        std::size_t index = 0;
        while (index < fields.count && fields.first[index].name != name)
            ++index;
        steps_.push_back({name.empty() ? "\"\"" : name, 0});
        if (index == fields.count || is_path_field(but_for_path, name)) {
            return fail(ErrorCode::unknown_field);
        }
        if (seen[index]) return fail(ErrorCode::malformed);
        seen[index] = true;
        if (!read_member(fields.first[index], message, child)) return false;
        steps_.pop_back();
    }
    for (std::size_t index = 0; index < fields.count; ++index) {
        const Member& member = fields.first[index];
        if (seen[index] || !member.required || is_path_field(but_for_path, member.name)) continue;
        steps_.push_back({member.name, 0});
        return fail(ErrorCode::missing_field);
    }
    return true;
}

bool Decoder::read_member(const Member& member, void* message, Node node) {
    if (document_.kind(node) == JsonDocument::Kind::null) {
        const Kind kind = member.type->kind;
        const bool may_be_unset = kind == Kind::id || kind == Kind::instant || kind == Kind::maybe;
        if (!member.required || (may_be_unset && nulls_ == Nulls::are_unset)) return true;
        return fail(may_be_unset ? ErrorCode::missing_field : ErrorCode::malformed);
    }
    return read_value(*member.type, member.of(message), node);
}

bool Decoder::read_value(const Type& type, void* value, Node node) {
    using Json = JsonDocument::Kind;
    const Json kind = document_.kind(node);
    if (is_number(type.kind)) {
        if (kind == Json::big_integer) return fail(ErrorCode::out_of_range);
        if (kind != Json::integer) return fail(ErrorCode::malformed);
        return set_number(type, value, document_.integer(node)) || fail(ErrorCode::out_of_range);
    }
    if (is_string(type.kind)) {
        if (kind != Json::string) return fail(ErrorCode::malformed);
        return set_string(type, value, document_.string(node)) || fail(ErrorCode::invalid_value);
    }
    if (type.kind == Kind::boolean) {
        if (kind != Json::boolean) return fail(ErrorCode::malformed);
        *static_cast<bool*>(value) = document_.boolean(node);
        return true;
    }
    if (type.kind == Kind::list) return read_list(type, value, node);
    if (type.kind == Kind::maybe) return read_value(*type.element, type.maybe->make(value), node);
    return read_message(*type.message, value, node, {});
}

bool Decoder::read_list(const Type& type, void* list, Node node) {
    if (document_.kind(node) != JsonDocument::Kind::array) return fail(ErrorCode::malformed);
    std::size_t count = 0;
    for (Node child = document_.first(node); child != document_.after(node); ++count) {
        child = document_.after(child);
    }
    if (count > list_elements_max) return fail(ErrorCode::too_large);
    type.list->make(list, count);
    Node child = document_.first(node);
    for (std::size_t index = 0; index < count; ++index) {
        steps_.push_back({{}, index});
        if (!read_value(*type.element, type.list->of(list, index), child)) return false;
        steps_.pop_back();
        child = document_.after(child);
    }
    return true;
}

}  // namespace louxia::api::untyped
