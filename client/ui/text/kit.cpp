#include "client/ui/text/kit.hpp"

namespace louxia::ui {

namespace {

constexpr KitText chinese{
    .back = "返回",
    .close = "关闭",
    .to_bar = "跳到下面的按钮",
    .more = "更多",
    .add_one = "加 1 份{0}",
    .remove_one = "减 1 份{0}",
    .counted = "{0} {1} 份",
    .waiting = "{0}，请稍等",
    .hours_minutes = "{0} 小时 {1} 分",
    .minutes = "{0} 分",
    .backspace = "退格",
    .digits_typed = "已输 {0} 位，共 {1} 位",
    .loading = "正在打开",
    .undo = "撤销",
};

constexpr KitText english_words{
    .back = "Back",
    .close = "Close",
    .to_bar = "Skip to the buttons below",
    .more = "More",
    .add_one = "Add one {0}",
    .remove_one = "Remove one {0}",
    .counted = "{0}: {1}",
    .waiting = "{0}, please wait",
    .hours_minutes = "{0} h {1} min",
    .minutes = "{0} min",
    .backspace = "Backspace",
    .digits_typed = "{0} of {1} digits typed",
    .loading = "Loading",
    .undo = "Undo",
};

}  // namespace

const KitText& kit_text(bool english) {
    return english ? english_words : chinese;
}

}  // namespace louxia::ui
