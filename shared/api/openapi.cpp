#include "shared/api/openapi.hpp"

#include "shared/api/decoder.hpp"
#include "shared/api/endpoint_table.hpp"
#include "shared/api/json.hpp"
#include "shared/api/values.hpp"

namespace louxia::api {
namespace {

using schema::Kind;
using schema::Member;
using schema::Message;
using schema::Type;

struct NamedMessage {
    const Message* fields;
    std::string_view name;
};

/// Messages that several operations share; all others stand where they are used.
constexpr std::array named_messages{
    NamedMessage{&schema::message_of<AddressPick>, "AddressPick"},
    NamedMessage{&schema::message_of<AddressView>, "AddressView"},
    NamedMessage{&schema::message_of<BasketLine>, "BasketLine"},
    NamedMessage{&schema::message_of<BatchView>, "BatchView"},
    NamedMessage{&schema::message_of<BuildingView>, "BuildingView"},
    NamedMessage{&schema::message_of<CommunityView>, "CommunityView"},
    NamedMessage{&schema::message_of<ErrorReply>, "ErrorReply"},
    NamedMessage{&schema::message_of<GetKioskBoard::Row>, "KioskRow"},
    NamedMessage{&schema::message_of<GroupContentView>, "GroupContentView"},
    NamedMessage{&schema::message_of<GroupView>, "GroupView"},
    NamedMessage{&schema::message_of<HouseholdView>, "HouseholdView"},
    NamedMessage{&schema::message_of<HubStock>, "HubStock"},
    NamedMessage{&schema::message_of<HubView>, "HubView"},
    NamedMessage{&schema::message_of<ItemDraft>, "ItemDraft"},
    NamedMessage{&schema::message_of<ItemView>, "ItemView"},
    NamedMessage{&schema::message_of<LeaderItem>, "LeaderItem"},
    NamedMessage{&schema::message_of<LeaderList>, "LeaderList"},
    NamedMessage{&schema::message_of<LineView>, "LineView"},
    NamedMessage{&schema::message_of<ListView>, "ListView"},
    NamedMessage{&schema::message_of<MeView>, "MeView"},
    NamedMessage{&schema::message_of<NeighbourView>, "NeighbourView"},
    NamedMessage{&schema::message_of<OrderView>, "OrderView"},
    NamedMessage{&schema::message_of<PlanShapeView>, "PlanShapeView"},
    NamedMessage{&schema::message_of<PointView>, "PointView"},
    NamedMessage{&schema::message_of<PostView>, "PostView"},
    NamedMessage{&schema::message_of<RunView>, "RunView"},
    NamedMessage{&schema::message_of<ShopOrder>, "ShopOrder"},
    NamedMessage{&schema::message_of<StopView>, "StopView"},
    NamedMessage{&schema::message_of<TrackView>, "TrackView"},
};

std::string_view name_of(const Message& fields) {
    for (const NamedMessage& named : named_messages) {
        if (named.fields == &fields) return named.name;
    }
    return {};
}

class OpenApi {
public:
    std::string write(std::string_view server_url) {
        json_.open_object();
        json_.member("openapi", "3.1.0");
        write_head(server_url);
        write_paths();
        write_components();
        json_.close_object();
        return json_.take();
    }

private:
    void write_head(std::string_view server_url) {
        object("info", [&] {
            json_.member("title", "Louxia");
            json_.member("version", "1");
            json_.member("description",
                         "Money is integer fen, instants are UTC milliseconds, ids are opaque "
                         "strings. An unset id or instant is null.");
        });
        json_.key("servers");
        json_.open_array();
        json_.open_object();
        json_.member("url", server_url);
        json_.close_object();
        json_.close_array();
    }

    void write_paths() {
        json_.key("paths");
        json_.open_object();
        for (std::size_t row = 0; row < endpoint_table.size(); ++row) {
            const std::string_view path = endpoint_table[row].shape.path;
            if (stands_before(path, row)) continue;
            // One path item holds all methods of its path.
            object(path, [&] {
                for (std::size_t other = row; other < endpoint_table.size(); ++other) {
                    if (endpoint_table[other].shape.path == path) {
                        write_operation(endpoint_table[other]);
                    }
                }
            });
        }
        object(events_path, [&] { write_stream(); });
        json_.close_object();
    }

    [[nodiscard]] static bool stands_before(std::string_view path, std::size_t row) {
        for (std::size_t before = 0; before < row; ++before) {
            if (endpoint_table[before].shape.path == path) return true;
        }
        return false;
    }

    void write_operation(const EndpointRow& row) {
        const bool reads = row.shape.method == Method::get;
        object(reads ? "get" : "post", [&] {
            json_.member("operationId", row.name);
            write_roles(row.roles);
            write_parameters(row);
            if (!reads) write_body(row.shape);
            object("responses", [&] {
                object("200", [&] {
                    json_.member("description", "Done");
                    content("application/json", [&] { write_message(*row.response, {}); });
                });
                object("default", [&] { reference("responses", "Refusal"); });
            });
        });
    }

    void write_roles(RoleSet roles) {
        json_.key("x-roles");
        json_.open_array();
        for (const auto& [role, word] : EnumWords<Role>::table) {
            if (!roles.is_open() && roles.has(role)) json_.string(word);
        }
        json_.close_array();
        json_.key("security");
        json_.open_array();
        if (!roles.is_open()) {
            json_.open_object();
            json_.key("session");
            json_.open_array();
            json_.close_array();
            json_.close_object();
        }
        json_.close_array();
    }

    void write_parameters(const EndpointRow& row) {
        json_.key("parameters");
        json_.open_array();
        for (const Member& member : *row.shape.fields) {
            const bool in_path = untyped::is_path_field(row.shape.path, member.name);
            if (!in_path && row.shape.method != Method::get) continue;
            json_.open_object();
            json_.member("name", member.name);
            json_.member("in", in_path ? "path" : "query");
            json_.key("required");
            json_.boolean(in_path || member.required);
            json_.key("schema");
            write_type(*member.type, false);
            json_.close_object();
        }
        write_reference("parameters", "community");
        if (row.needs_key) write_reference("parameters", "idempotency_key");
        json_.close_array();
    }

    void write_body(const RequestShape& shape) {
        const bool raw = shape.body == Body::raw;
        object("requestBody", [&] {
            json_.key("required");
            json_.boolean(raw || needs_body(shape));
            json_.key("x-bytes-max");
            json_.integer(static_cast<std::int64_t>(shape.body_bytes_max));
            content(raw ? "application/octet-stream" : "application/json", [&] {
                if (raw) {
                    json_.open_object();
                    json_.close_object();
                } else {
                    write_message(*shape.fields, shape.path);
                }
            });
        });
    }

    [[nodiscard]] static bool needs_body(const RequestShape& shape) {
        for (const Member& member : *shape.fields) {
            if (member.required && !untyped::is_path_field(shape.path, member.name)) return true;
        }
        return false;
    }

    void write_stream() {
        object("get", [&] {
            json_.member("operationId", "events");
            json_.member("description", "Server-Sent Events, resumed after Last-Event-ID.");
            write_roles(RoleSet::anyone());
            json_.key("parameters");
            json_.open_array();
            write_reference("parameters", "community");
            json_.open_object();
            json_.member("name", "Last-Event-ID");
            json_.member("in", "header");
            object("schema", [&] { json_.member("type", "integer"); });
            json_.close_object();
            json_.close_array();
            object("responses", [&] {
                object("200", [&] {
                    json_.member("description", "The stream");
                    content("text/event-stream", [&] {
                        json_.open_object();
                        json_.member("type", "string");
                        json_.close_object();
                    });
                });
                object("default", [&] { reference("responses", "Refusal"); });
            });
            json_.key("x-events");
            json_.open_object();
            for (const EventRow& row : event_table) {
                json_.key(row.name);
                write_message(*row.fields, {});
            }
            json_.close_object();
        });
    }

    void write_components() {
        object("components", [&] {
            json_.key("schemas");
            json_.open_object();
            for (const NamedMessage& named : named_messages) {
                json_.key(named.name);
                write_fields(*named.fields, {});
            }
            json_.close_object();
            object("parameters", [&] { write_common_parameters(); });
            object("responses", [&] {
                object("Refusal", [&] {
                    json_.member("description", "Refused; nothing was changed");
                    content("application/json",
                            [&] { write_message(schema::message_of<ErrorReply>, {}); });
                });
            });
            object("securitySchemes", [&] {
                object("session", [&] {
                    json_.member("type", "apiKey");
                    json_.member("in", "cookie");
                    json_.member("name", "louxia_{community}");
                });
            });
        });
    }

    void write_common_parameters() {
        object("community", [&] {
            json_.member("name", "community");
            json_.member("in", "query");
            json_.member("description", "Slug; may be left out when there is one community only.");
            object("schema", [&] { json_.member("type", "string"); });
        });
        object("idempotency_key", [&] {
            json_.member("name", idempotency_header);
            json_.member("in", "header");
            json_.key("required");
            json_.boolean(true);
            object("schema", [&] {
                json_.member("type", "string");
                json_.member("pattern", "^[A-Za-z0-9_-]{16,64}$");
            });
        });
    }

    void write_message(const Message& fields, std::string_view but_for_path) {
        const std::string_view name = name_of(fields);
        if (name.empty()) {
            write_fields(fields, but_for_path);
        } else {
            write_reference("schemas", name);
        }
    }

    void write_fields(const Message& fields, std::string_view but_for_path) {
        const auto elsewhere = [&](const Member& member) {
            return untyped::is_path_field(but_for_path, member.name);
        };
        json_.open_object();
        json_.member("type", "object");
        json_.key("additionalProperties");
        json_.boolean(false);
        json_.key("required");
        json_.open_array();
        for (const Member& member : fields) {
            if (member.required && !elsewhere(member)) json_.string(member.name);
        }
        json_.close_array();
        json_.key("properties");
        json_.open_object();
        for (const Member& member : fields) {
            if (elsewhere(member)) continue;
            json_.key(member.name);
            write_type(*member.type, !member.required);
        }
        json_.close_object();
        json_.close_object();
    }

    void write_type(const Type& type, bool nullable) {
        if (type.kind == Kind::message) return write_message(*type.message, {});
        if (type.kind == Kind::maybe) {
            json_.open_object();
            json_.key("anyOf");
            json_.open_array();
            write_message(*type.element->message, {});
            json_.open_object();
            json_.member("type", "null");
            json_.close_object();
            json_.close_array();
            json_.close_object();
            return;
        }
        json_.open_object();
        json_.key("type");
        if (nullable) {
            json_.open_array();
            json_.string(json_type(type.kind));
            json_.string("null");
            json_.close_array();
        } else {
            json_.string(json_type(type.kind));
        }
        write_details(type, nullable);
        json_.close_object();
    }

    void write_details(const Type& type, bool nullable) {
        if (type.kind == Kind::list) {
            json_.key("items");
            write_type(*type.element, false);
        } else if (type.kind == Kind::date) {
            json_.member("format", "date");
        } else if (type.kind == Kind::int32) {
            json_.member("format", "int32");
        } else if (type.kind == Kind::id) {
            json_.member("pattern", "^[0-9a-hjkmnp-tv-z]{13}$");
        } else if (type.kind == Kind::word) {
            json_.key("enum");
            json_.open_array();
            for (const schema::Word& word : type.words)
                json_.string(word.word);
            if (nullable) json_.null();
            json_.close_array();
        } else if (untyped::is_number(type.kind)) {
            json_.member("format", "int64");
        }
    }

    static std::string_view json_type(Kind kind) {
        if (kind == Kind::list) return "array";
        if (kind == Kind::boolean) return "boolean";
        return untyped::is_string(kind) ? "string" : "integer";
    }

    void write_reference(std::string_view kind, std::string_view name) {
        json_.open_object();
        reference(kind, name);
        json_.close_object();
    }
    void reference(std::string_view kind, std::string_view name) {
        json_.member("$ref", "#/components/" + std::string(kind) + '/' + std::string(name));
    }

    template <class Write>
    void object(std::string_view name, Write&& write) {
        json_.key(name);
        json_.open_object();
        write();
        json_.close_object();
    }
    template <class Write>
    void content(std::string_view media, Write&& write_schema) {
        object("content", [&] {
            object(media, [&] {
                json_.key("schema");
                write_schema();
            });
        });
    }

    JsonWriter json_;
};

}  // namespace

std::string openapi_document(std::string_view server_url) {
    return OpenApi().write(server_url);
}

}  // namespace louxia::api
