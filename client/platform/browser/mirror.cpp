#include <unordered_map>

#include "client/platform/browser/bridge.hpp"
#include "client/platform/browser/browser_platform.hpp"

namespace louxia {

void Mirror::send(const ui::Node& node) const {
    // The order of these numbers is lx_node's in mirror.lib.js.
    const std::int32_t numbers[24] = {
        static_cast<std::int32_t>(node.id.value),
        static_cast<std::int32_t>(node.parent.value),
        static_cast<std::int32_t>(node.role),
        node.fixed,
        node.disabled,
        node.selected,
        node.checked,
        node.expanded,
        node.level,
        node.position,
        node.count,
        node.labelled,
        static_cast<std::int32_t>(node.field.kind),
        static_cast<std::int32_t>(node.field.enter),
        node.field.max_length,
        static_cast<std::int32_t>(node.field.ink.rgba),
        static_cast<std::int32_t>(node.field.placeholder_ink.rgba),
        node.field.invalid,
        node.scrolls,
        node.selectable,
        node.bold,
        static_cast<std::int32_t>(node.align),
    };
    float rect[10] = {node.rect.x,           node.rect.y,           node.rect.w,
                      node.rect.h,           node.scroll_offset.x,  node.scroll_offset.y,
                      node.scroll_content.x, node.scroll_content.y, node.font_size,
                      node.line_height};
    for (float& length : rect)
        length *= scale_;
    lx_node(numbers, rect, node.name.c_str(), node.value.c_str(), node.description.c_str());
    if (node.role == ui::Role::textbox) {
        lx_node_words(node.id.value, node.field.placeholder.c_str(),
                      node.field.autocomplete.c_str());
    }
}

void Mirror::show(const std::vector<ui::Node>& nodes, float scale) {
    const bool other_scale = scale != scale_;
    scale_ = scale;
    std::unordered_map<std::uint32_t, const ui::Node*> before;
    before.reserve(shown_.size());
    for (const ui::Node& node : shown_)
        before.emplace(node.id.value, &node);
    std::vector<std::uint32_t> order;
    order.reserve(nodes.size());
    bool placed_anew = false;
    for (const ui::Node& node : nodes) {
        order.push_back(node.id.value);
        const auto it = before.find(node.id.value);
        if (it == before.end()) {
            send(node);
            continue;
        }
        if (other_scale || !(*it->second == node)) {
            placed_anew = placed_anew || !(it->second->parent == node.parent) ||
                          it->second->fixed != node.fixed || it->second->role != node.role ||
                          it->second->level != node.level ||
                          it->second->field.kind != node.field.kind;
            send(node);
        }
        before.erase(it);
    }
    for (const auto& [id, node] : before)
        lx_node_drop(id);
    if (placed_anew || order != order_) {
        lx_order(order.data(), static_cast<int>(order.size()));
        order_ = std::move(order);
    }
    shown_ = nodes;
}

}  // namespace louxia
