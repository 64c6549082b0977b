#include "client/ui/a11y.hpp"

#include <algorithm>

namespace louxia::ui {

void A11y::begin_frame() {
    nodes_.clear();
    open_.clear();
    known_.clear();
}

void A11y::end_frame() {
    const auto above = [](const Node& a, const Node& b) { return a.layer > b.layer; };
    if (std::adjacent_find(nodes_.begin(), nodes_.end(), above) == nodes_.end()) return;
    // There are few layers, and a sort would cost the client two kilobytes.
    std::vector<Node> in_order;
    for (unsigned layer = 0; in_order.size() < nodes_.size(); ++layer) {
        for (Node& node : nodes_) {
            if (node.layer == layer) in_order.push_back(std::move(node));
        }
    }
    nodes_.swap(in_order);
}

void A11y::add(Node node) {
    if (!known_.insert(node.id.value).second) return;
    if (!open_.empty() && !node.parent) node.parent = open_.back();
    nodes_.push_back(std::move(node));
}

void A11y::open(Id group) {
    open_.push_back(group);
}

void A11y::close_group() {
    if (!open_.empty()) open_.pop_back();
}

Id A11y::text_id(std::string_view text) {
    const Id base = (open_.empty() ? Id("page") : open_.back()).child(text);
    Id id = base;
    for (std::uint64_t i = 1; known_.contains(id.value); ++i)
        id = base.child("again", i);
    return id;
}

const Node* A11y::find(Id id) const {
    const auto it = std::find_if(nodes_.begin(), nodes_.end(),
                                 [id](const Node& node) { return node.id == id; });
    return it == nodes_.end() ? nullptr : &*it;
}

const Node* A11y::find(Role role, std::string_view part) const {
    const auto it = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) {
        return node.role == role && node.name.find(part) != std::string::npos;
    });
    return it == nodes_.end() ? nullptr : &*it;
}

std::string A11y::all_text() const {
    std::string out;
    for (const Node& node : nodes_) {
        for (const std::string* part : {&node.name, &node.value, &node.description}) {
            if (part->empty()) continue;
            out += *part;
            out += '\n';
        }
    }
    return out;
}

}  // namespace louxia::ui
