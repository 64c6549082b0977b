#include "client/model/basket.hpp"

#include <algorithm>
#include <charconv>

#include "shared/domain/order.hpp"

namespace louxia::model {
namespace {

const api::ItemView* find_item(const api::ListView& list, ItemId id) {
    const auto found = std::find_if(list.items.begin(), list.items.end(),
                                    [id](const api::ItemView& item) { return item.item == id; });
    return found == list.items.end() ? nullptr : &*found;
}

}  // namespace

std::int64_t Basket::count_of(ItemId item) const noexcept {
    for (const api::BasketLine& line : lines_) {
        if (line.item == item) return line.quantity;
    }
    return 0;
}

void Basket::set(ItemId item, std::int64_t count) {
    const auto line = std::find_if(lines_.begin(), lines_.end(),
                                   [item](const api::BasketLine& l) { return l.item == item; });
    if (count <= 0) {
        if (line != lines_.end()) lines_.erase(line);
    } else if (line != lines_.end()) {
        line->quantity = std::min(count, line_quantity_max);
    } else if (lines_.size() < order_lines_max) {
        lines_.push_back({item, std::min(count, line_quantity_max)});
    }
}

std::int64_t Basket::change(ItemId item, std::int64_t change, Pieces available) {
    const std::int64_t before = count_of(item);
    std::int64_t wanted = std::max<std::int64_t>(before + change, 0);
    if (change > 0) wanted = std::min(wanted, std::max(before, available.count));
    set(item, wanted);
    return count_of(item);
}

std::int64_t Basket::pieces() const noexcept {
    std::int64_t sum = 0;
    for (const api::BasketLine& line : lines_)
        sum += line.quantity;
    return sum;
}

std::vector<ItemId> Basket::fit_to(const api::ListView& list) {
    std::vector<ItemId> cut;
    const auto before = lines_;
    for (const api::BasketLine& line : before) {
        const api::ItemView* item = find_item(list, line.item);
        const std::int64_t available = item == nullptr ? 0 : item->available.count;
        if (line.quantity > available) {
            set(line.item, available);
            cut.push_back(line.item);
        }
    }
    return cut;
}

Money Basket::total(const api::ListView& list) const {
    Money sum;
    for (const api::BasketLine& line : lines_) {
        const api::ItemView* item = find_item(list, line.item);
        if (item == nullptr) continue;
        const auto price = multiply(item->price, Pieces{line.quantity});
        const auto next = price ? add(sum, *price) : price;
        if (next) sum = *next;
    }
    return sum;
}

std::string Basket::to_text() const {
    std::string text;
    for (const api::BasketLine& line : lines_) {
        if (!text.empty()) text += ' ';
        text += line.item.text() + ":" + std::to_string(line.quantity);
    }
    return text;
}

Basket Basket::from_text(std::string_view text) {
    Basket basket;
    while (!text.empty()) {
        const auto space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        text = space == std::string_view::npos ? "" : text.substr(space + 1);
        const auto colon = word.find(':');
        if (colon == std::string_view::npos) return {};
        const auto id = ItemId::parse(word.substr(0, colon));
        const std::string_view digits = word.substr(colon + 1);
        std::int64_t count = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), count);
        if (!id || read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return {};
        basket.set(*id, count);
    }
    return basket;
}

}  // namespace louxia::model
