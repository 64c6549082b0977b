#include "shared/api/codec.hpp"

#include "shared/api/decoder.hpp"
#include "shared/api/json.hpp"
#include "shared/api/values.hpp"

namespace louxia::api {
namespace untyped {
namespace {

using schema::Kind;
using schema::Member;
using schema::Message;
using schema::Type;

void write_message(JsonWriter& json, const Message& fields, const void* message,
                   std::string_view but_for_path);

void write_value(JsonWriter& json, const Type& type, const void* value) {
    if (is_unset(type, value)) {
        json.null();
    } else if (is_number(type.kind)) {
        json.integer(number_of(type, value));
    } else if (type.kind == Kind::text) {
        json.string(*static_cast<const std::string*>(value));
    } else if (is_string(type.kind)) {
        json.string(string_of(type, value));
    } else if (type.kind == Kind::boolean) {
        json.boolean(*static_cast<const bool*>(value));
    } else if (type.kind == Kind::list) {
        json.open_array();
        const std::size_t size = type.list->size(value);
        for (std::size_t index = 0; index < size; ++index) {
            write_value(json, *type.element, type.list->at(value, index));
        }
        json.close_array();
    } else if (type.kind == Kind::maybe) {
        const void* inner = type.maybe->get(value);
        inner == nullptr ? json.null() : write_value(json, *type.element, inner);
    } else {
        write_message(json, *type.message, value, {});
    }
}

void write_message(JsonWriter& json, const Message& fields, const void* message,
                   std::string_view but_for_path) {
    json.open_object();
    for (const Member& member : fields) {
        if (is_path_field(but_for_path, member.name)) continue;
        json.key(member.name);
        write_value(json, *member.type, member.of(message));
    }
    json.close_object();
}

bool is_default(const Type& type, const void* value) {
    return is_unset(type, value) ||
           (type.kind == Kind::text && static_cast<const std::string*>(value)->empty());
}

std::string target_of(const RequestShape& shape, const void* request) {
    std::string target(shape.path);
    std::string query;
    for (const Member& member : *shape.fields) {
        const bool in_path = is_path_field(shape.path, member.name);
        if (!in_path && shape.method != Method::get) continue;
        LOUXIA_ASSERT(is_single(member.type->kind));
        const void* value = member.of(request);
        const std::string text = percent_encode(to_parameter(*member.type, value));
        if (in_path) {
            const std::string hole = '{' + std::string(member.name) + '}';
            target.replace(target.find(hole), hole.size(), text);
        } else if (member.required || !is_default(*member.type, value)) {
            query += query.empty() ? '?' : '&';
            query += std::string(member.name) + '=' + text;
        }
    }
    return target + query;
}

}  // namespace

std::string encode(const Message& fields, const void* message) {
    JsonWriter json;
    write_message(json, fields, message, {});
    return json.take();
}

Result<void> decode(const Message& fields, std::string_view json, void* message) {
    LOUXIA_ASSIGN(const JsonDocument document, JsonDocument::parse(json, json_depth_max));
    return Decoder(document, Nulls::are_unset).read(fields, message, {});
}

EncodedRequest encode_request(const RequestShape& shape, const void* request) {
    EncodedRequest encoded{target_of(shape, request), {}};
    if (shape.method == Method::post && shape.body == Body::json) {
        JsonWriter json;
        write_message(json, *shape.fields, request, shape.path);
        encoded.body = json.take();
    }
    return encoded;
}

}  // namespace untyped
}  // namespace louxia::api
