// What a reader, a keyboard and a test see of the canvas: a list of nodes, written anew by the
// widgets in every frame and mirrored by the platform as real, transparent DOM elements over the
// canvas.
//
// The widgets register themselves here, instead of through ImGui's test-engine hooks: none of them
// is an ImGui item (ImGui draws and keeps the glyphs, nothing else), and only the widget knows its
// role, its name in the user's language and its state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "client/ui/geometry.hpp"
#include "client/ui/id.hpp"

namespace louxia::ui {

enum class Role : std::uint8_t {
    text,        // <p>, passive
    heading,     // <h1>..<h6> by `level`
    button,      // <button>
    link,        // <a href=value>
    textbox,     // <input> or <textarea>; described by a FieldBox
    checkbox,    // role=checkbox, `checked`
    radio,       // role=radio, `checked`
    tab,         // role=tab, `selected`
    list,        // <ul>, a group
    list_item,   // <li>, a group
    group,       // role=group with a name
    dialog,      // role=dialog aria-modal, a group; everything outside it is inert
    navigation,  // <nav>, a group
    image,       // role=img with a name
    progress,    // role=progressbar, `value` says it in words
    status,      // role=status: changes are read out
    alert,       // role=alert
    blocker,     // covers what lies below, not read: a bar's or a sheet's ground
    video,       // <video> that is seen, unlike the others; its address in `value`
};

// How the DOM element of a text field behaves. Strings must outlive the frame call only.
enum class FieldKind : std::uint8_t { text, search, tel, number, decimal, password, multiline };
enum class EnterKey : std::uint8_t { enter, done, go, next, search, send };

struct FieldBox {
    FieldKind kind = FieldKind::text;
    EnterKey enter = EnterKey::done;
    int max_length = 200;  // UTF-16 units, as HTML counts
    float font_size = 16;  // never below 16: smaller makes phones zoom in
    bool bold = false;
    Align align = Align::left;
    Color ink, placeholder_ink;
    std::string placeholder;
    std::string autocomplete = "off";
    bool invalid = false;
    bool operator==(const FieldBox&) const = default;
};

struct Node {
    Id id;
    Id parent;  // a group node registered before, or none
    Role role = Role::text;
    std::string name;
    std::string value;        // link: path; progress, status: words; textbox: the text
    std::string description;  // reason why it is off, error sentence
    Rect rect;                // document coordinates, or viewport coordinates when `fixed`
    bool fixed = false;       // does not scroll with the document
    std::uint8_t layer = 0;   // as the canvas draws it: a higher one lies over a lower one
    bool disabled = false;
    bool labelled = false;  // the name is only a label: its words stand in other nodes, or in none
    std::int8_t selected = -1;  // -1: has no such state; 0, 1
    std::int8_t checked = -1;
    std::int8_t expanded = -1;
    std::uint8_t level = 0;  // headings
    // A part that scrolls inside (a row of chips, a sheet's list): the platform makes it a native
    // scroller. Its children's rectangles are in its content's coordinates.
    bool scrolls = false;
    Vec2 scroll_offset, scroll_content;
    std::int32_t position = 0,
                 count = 0;  // list items: place in the whole list, its size; 0: unknown
    FieldBox field;          // role textbox only
    // How the canvas draws the words of a text or heading, so that what finds or selects them shows
    // at their place; 0: unknown.
    float font_size = 0, line_height = 0;
    bool bold = false;
    Align align = Align::left;
    bool selectable = false;  // a text that no tap is meant for: it can be selected and copied
    bool operator==(const Node&) const = default;
};

class A11y {
public:
    // Adds a node inside the open group. The first of two nodes with one id wins.
    void add(Node node);
    // What is added until close_group lies in that node.
    void open(Id group);
    void close_group();

    const std::vector<Node>& nodes() const { return nodes_; }
    const Node* find(Id id) const;
    // The first node with that role whose name contains `part`; for tests.
    const Node* find(Role role, std::string_view part) const;
    // All names and values of one frame, one a line; for tests that look for a text.
    std::string all_text() const;

    void begin_frame();
    // Puts the nodes into the order of their layers: a sheet may be written before the bar that it
    // covers, and elements lie over those before them.
    void end_frame();
    // An id for a text that has none: by its group and its words.
    Id text_id(std::string_view text);

private:
    std::vector<Node> nodes_;
    std::vector<Id> open_;
    std::unordered_set<std::uint32_t> known_;
};

}  // namespace louxia::ui
