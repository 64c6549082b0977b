// What the widgets themselves say, in both languages.
#pragma once

namespace louxia::ui {

struct KitText {
    const char* back;
    const char* close;
    const char* to_bar;  // past the page to the buttons at its foot
    const char* more;
    const char* add_one;        // {0}: thing
    const char* remove_one;     // {0}: thing
    const char* counted;        // {0}: thing, {1}: count
    const char* waiting;        // {0}: the button's label
    const char* hours_minutes;  // {0} hours, {1} minutes
    const char* minutes;        // {0}
    const char* backspace;
    const char* digits_typed;  // {0} of {1}
    const char* loading;
    const char* undo;
};

const KitText& kit_text(bool english);

}  // namespace louxia::ui
