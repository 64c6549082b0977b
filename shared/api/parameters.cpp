#include <algorithm>
#include <charconv>

#include "shared/api/codec.hpp"
#include "shared/api/decoder.hpp"
#include "shared/api/values.hpp"
#include "shared/base/utf8.hpp"

namespace louxia::api {
namespace untyped {
namespace {

using schema::Kind;
using schema::Member;
using schema::Message;
using schema::Type;

constexpr std::string_view community_parameter = "community";

const Member* find_member(const Message& fields, std::string_view name) {
    for (const Member& member : fields) {
        if (member.name == name) return &member;
    }
    return nullptr;
}

const std::string* find(const Parameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters) {
        if (key == name) return &value;
    }
    return nullptr;
}

// The name that comes twice, or null.
const std::string* repeated_name(const Parameters& parameters) {
    std::vector<const std::string*> names;
    names.reserve(parameters.size());
    for (const auto& [name, value] : parameters)
        names.push_back(&name);
    std::sort(names.begin(), names.end(), [](const auto* a, const auto* b) { return *a < *b; });
    const auto twice = std::adjacent_find(names.begin(), names.end(),
                                          [](const auto* a, const auto* b) { return *a == *b; });
    return twice == names.end() ? nullptr : *twice;
}

Result<void> read_path(const RequestShape& shape, const Parameters& path, void* request) {
    for (const Member& member : *shape.fields) {
        if (!is_path_field(shape.path, member.name)) continue;
        const std::string* text = find(path, member.name);
        if (text == nullptr) return refuse(ErrorCode::missing_field, std::string(member.name));
        const auto fault = from_parameter(*member.type, *text, member.of(request));
        if (!fault) continue;
        // What cannot be the name of anything is as absent as what is not there.
        const bool names_a_thing = member.type->kind == Kind::id || member.type->kind == Kind::word;
        if (names_a_thing) return refuse(ErrorCode::not_found);
        return refuse(*fault, std::string(member.name));
    }
    return {};
}

Result<void> read_query(const RequestShape& shape, const Parameters& query, void* request) {
    const bool wanted = shape.method == Method::get;
    if (const auto* twice = repeated_name(query)) return refuse(ErrorCode::malformed, *twice);
    for (const auto& [name, value] : query) {
        if (name == community_parameter) continue;
        const Member* member = wanted ? find_member(*shape.fields, name) : nullptr;
        if (member == nullptr || is_path_field(shape.path, name)) {
            return refuse(ErrorCode::unknown_field, name);
        }
        if (value.empty() && !member->required) continue;
        const auto fault = from_parameter(*member->type, value, member->of(request));
        if (fault) return refuse(*fault, name);
    }
    for (const Member& member : *shape.fields) {
        if (!wanted || !member.required || is_path_field(shape.path, member.name)) continue;
        if (find(query, member.name) == nullptr) {
            return refuse(ErrorCode::missing_field, std::string(member.name));
        }
    }
    return {};
}

// ---- forms --------------------------------------------------------------------------------------

constexpr std::size_t form_list_max = 2000;

bool is_of(const std::string& key, std::string_view prefix) {
    if (key.size() <= prefix.size() || key.compare(0, prefix.size(), prefix) != 0) return false;
    return key[prefix.size()] == '.' || key[prefix.size()] == '[';
}

/// The form's entries, and which of them the request took.
class FormReader {
public:
    explicit FormReader(const Parameters& form) : form_(form), taken_(form.size(), false) {}

    Result<void> read(const Message& fields, void* message, const std::string& prefix,
                      std::string_view but_for_path) {
        for (const Member& member : fields) {
            if (is_path_field(but_for_path, member.name)) continue;
            std::string key = prefix;
            if (!key.empty()) key += '.';
            key += member.name;
            LOUXIA_TRY(read_member(member, member.of(message), key));
        }
        return {};
    }

    [[nodiscard]] Result<void> all_taken() const {
        for (std::size_t index = 0; index < form_.size(); ++index) {
            if (!taken_[index]) return refuse(ErrorCode::unknown_field, form_[index].first);
        }
        return {};
    }

private:
    const std::string* take(const std::string& key) {
        for (std::size_t index = 0; index < form_.size(); ++index) {
            if (form_[index].first != key) continue;
            taken_[index] = true;
            return &form_[index].second;
        }
        return nullptr;
    }
    // A part of `prefix` was filled in.
    [[nodiscard]] bool has(std::string_view prefix) const {
        return std::any_of(form_.begin(), form_.end(), [prefix](const auto& entry) {
            return is_of(entry.first, prefix) && !entry.second.empty();
        });
    }
    void take_all(std::string_view prefix) {
        for (std::size_t index = 0; index < form_.size(); ++index) {
            if (is_of(form_[index].first, prefix)) taken_[index] = true;
        }
    }

    Result<void> read_member(const Member& member, void* value, const std::string& key) {
        const Type& type = *member.type;
        if (type.kind == Kind::message) return read(*type.message, value, key, {});
        if (type.kind == Kind::list) return read_list(type, value, key);
        if (type.kind == Kind::maybe) {
            if (has(key)) return read(*type.element->message, type.maybe->make(value), key, {});
            take_all(key);
            return {};
        }
        return read_single(type, member.required, value, key);
    }

    Result<void> read_list(const Type& type, void* list, const std::string& key) {
        const bool is_message = type.element->kind == Kind::message;
        const auto element_key = [&key](std::size_t index) {
            return key + '[' + std::to_string(index) + ']';
        };
        const auto is_there = [&](std::size_t index) {
            return is_message ? has(element_key(index))
                              : find(form_, element_key(index)) != nullptr;
        };
        std::size_t count = 0;
        while (is_there(count))
            ++count;
        type.list->make(list, count);
        for (std::size_t index = 0; index < count; ++index) {
            void* value = type.list->of(list, index);
            if (is_message) {
                LOUXIA_TRY(read(*type.element->message, value, element_key(index), {}));
            } else {
                LOUXIA_TRY(read_single(*type.element, true, value, element_key(index)));
            }
        }
        return {};
    }

    Result<void> read_single(const Type& type, bool required, void* value, const std::string& key) {
        const std::string* text = take(key);
        const bool is_text = type.kind == Kind::text;
        if (text == nullptr || (text->empty() && !is_text)) {
            if (!required || type.kind == Kind::boolean) return {};
            return refuse(ErrorCode::missing_field, key);
        }
        const auto fault = from_parameter(type, *text, value);
        if (fault) return refuse(*fault, key);
        return {};
    }

    const Parameters& form_;
    std::vector<bool> taken_;
};

}  // namespace

Result<void> decode_request(const RequestShape& shape, const Parameters& path,
                            const Parameters& query, std::string_view body, void* request) {
    if (body.size() > shape.body_bytes_max) return refuse(ErrorCode::too_large);
    LOUXIA_TRY(read_path(shape, path, request));
    LOUXIA_TRY(read_query(shape, query, request));
    if (shape.body == Body::raw) return {};
    if (shape.method == Method::get) {
        if (!body.empty()) return refuse(ErrorCode::malformed);
        return {};
    }
    LOUXIA_ASSIGN(const JsonDocument document,
                  JsonDocument::parse(body.empty() ? "{}" : body, json_depth_max));
    return Decoder(document, Nulls::are_missing).read(*shape.fields, request, shape.path);
}

Result<void> decode_form(const RequestShape& shape, const Parameters& path, const Parameters& form,
                         void* request) {
    LOUXIA_TRY(read_path(shape, path, request));
    if (form.size() > form_list_max) return refuse(ErrorCode::too_large);
    if (const auto* twice = repeated_name(form)) return refuse(ErrorCode::malformed, *twice);
    FormReader reader(form);
    LOUXIA_TRY(reader.read(*shape.fields, request, {}, shape.path));
    return reader.all_taken();
}

}  // namespace untyped

std::string percent_encode(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view plain = "-._~";
    std::string out;
    for (const char c : text) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos;
        if (kept) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4U];
        out += hex[byte & 15U];
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text, bool form) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += form && text[at] == '+' ? ' ' : text[at];
            continue;
        }
        unsigned byte = 0;
        const std::string_view digits = text.substr(at + 1, 2);
        const auto end =
            std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16).ptr;
        if (digits.size() != 2 || end != digits.data() + 2) return std::nullopt;
        out += static_cast<char>(byte);
        at += 2;
    }
    if (!count_code_points(out)) return std::nullopt;
    return out;
}

Result<Parameters> parse_query(std::string_view query) {
    constexpr std::size_t parts_max = 2000;
    Parameters parameters;
    while (!query.empty()) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(part.size() + 1, query.size()));
        if (part.empty()) continue;
        const std::size_t equals = part.find('=');
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = equals == std::string_view::npos
                         ? std::optional<std::string>(std::string())
                         : percent_decode(part.substr(equals + 1), true);
        if (!name || !value) return refuse(ErrorCode::invalid_value);
        if (parameters.size() == parts_max) return refuse(ErrorCode::too_large);
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return parameters;
}

std::optional<Parameters> match_path(std::string_view pattern, std::string_view path) {
    Parameters values;
    while (!pattern.empty()) {
        if (pattern.front() != '{') {
            if (path.empty() || path.front() != pattern.front()) return std::nullopt;
            pattern.remove_prefix(1);
            path.remove_prefix(1);
            continue;
        }
        const std::size_t end = pattern.find('}');
        const std::string_view segment = path.substr(0, path.find('/'));
        auto value = percent_decode(segment);
        if (segment.empty() || !value) return std::nullopt;
        values.emplace_back(std::string(pattern.substr(1, end - 1)), *std::move(value));
        pattern.remove_prefix(end + 1);
        path.remove_prefix(segment.size());
    }
    if (!path.empty()) return std::nullopt;
    return values;
}

}  // namespace louxia::api
