#pragma once

#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

/// Mustache templates of web/templates, compiled in.
namespace louxia::http {

/// A template's values. Text is escaped where a template says {{name}}; only json_ld goes in bare.
using View = kainjow::mustache::data;

[[nodiscard]] inline View view_list() {
    return View(View::type::list);
}
inline void put(View& view, const char* name, std::string_view value) {
    view.set(name, View(std::string(value)));
}
/// An empty text is absent, so that a section of that name is not shown.
inline void put_if(View& view, const char* name, std::string_view value) {
    if (!value.empty()) {
        put(view, name, value);
    }
}
inline void put_flag(View& view, const char* name, bool value) {
    view.set(name, View(value));
}

/// The whole page: layout around the template of that name.
[[nodiscard]] std::string render_page(std::string_view name, const View& view);

}  // namespace louxia::http
