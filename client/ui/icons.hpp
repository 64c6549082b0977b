// The icons of the look: grid 24, stroke 1.8, round caps; lines, arcs and curves kept as SVG path
// data.
#pragma once

#include <cstdint>
#include <string_view>

namespace louxia::ui {

enum class Icon : std::uint8_t {
    lamp,
    search,
    today,
    today_filled,
    group,
    group_filled,
    feed,
    feed_filled,
    order,
    order_filled,
    me,
    me_filled,
    plus,
    minus,
    check,
    basket,
    right,
    left,
    down,
    clock,
    scooter,
    shop,
    home,
    shield,
    camera,
    copy,
    poster,
    print,
    scale,
    alert,
    phone,
    chat,
    list,
    play,
    heart,
    heart_filled,
    wallet,
    back,
    dots,
    nav,
    box,
    bell,
    trace,
    people,
    elder,
    pin,
    x,
};

inline constexpr int icon_count = static_cast<int>(Icon::x) + 1;

// Path data of an icon (commands M L H V C S A Z, absolute or relative), parts parted by '|'. A
// part that starts with '*' is filled, with '-' stroked in the card's colour, with '+' stroked
// thicker; the others are stroked.
std::string_view icon_path(Icon icon);

}  // namespace louxia::ui
