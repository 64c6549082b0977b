#include "tests/client/gallery/gallery.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "client/ui/map.hpp"
#include "client/ui/widgets.hpp"

namespace louxia {

using namespace ui;

namespace {

struct Item {
    const char* picture;
    TileTone tone;
    const char* name;
    const char* picked;
    const char* from;
    int fen;
    const char* unit;
    int stock;
    int count;
};

class Gallery : public App {
public:
    explicit Gallery(Platform& platform) : platform_(platform), path_(page_of(platform.route())) {
        platform.on_route([this](std::string_view path, RouteCause) { path_ = page_of(path); });
    }

    void frame(Ui& ui) override {
        if (path_.starts_with("/kit")) return kit(ui);
        if (path_.starts_with("/states")) return states(ui);
        if (path_.starts_with("/track")) return track(ui);
        if (path_.starts_with("/keys")) return keys(ui);
        if (path_.starts_with("/list")) return list(ui);
        home(ui);
    }

private:
    static constexpr std::string_view served_at = "/dev/gallery";  // by a debug server
    static std::string page_of(std::string_view path) {
        return std::string(path.starts_with(served_at) ? path.substr(served_at.size()) : path);
    }

    void tabs(Ui& ui) {
        static const TabSpec specs[] = {
            {Icon::today, Icon::today_filled, "今日", "/dev/gallery/home"},
            {Icon::group, Icon::group_filled, "拼团", "/dev/gallery/kit", 2},
            {Icon::feed, Icon::feed_filled, "邻里", "/dev/gallery/states"},
            {Icon::order, Icon::order_filled, "订单", "/dev/gallery/track"},
            {Icon::me, Icon::me_filled, "我的", "/dev/gallery/keys"}};
        const int tapped = tab_bar(ui, specs, 0, "主要页面");
        if (tapped >= 0) {
            path_ = page_of(specs[tapped].href);
            platform_.push_route(std::string(served_at) + path_);
        }
    }

    void header(Ui& ui) {
        const Theme& t = ui.theme();
        const Rect top = ui.take(150);
        gradient(ui, {0, top.y, ui.width(), 150}, t.header_light, t.paper);
        lamp(ui, {top.x + 18, top.y}, 14, 22, true, t.leaf, t.leaf_deep);
        Slicer title(Rect{top.x + 44, top.y + 14, top.w - 44 + 8, 44});
        if (icon_button(ui, {"bell"}, title.right(44).centre(), Icon::bell, "通知")) bells_++;
        if (icon_button(ui, {"search"}, title.right(44).centre(), Icon::search, "搜索"))
            sheet_ = true;
        const float name = text_width(ui, TextStyle::title, "云杉里小区");
        heading_at(ui, title.left(name, 4), TextStyle::title, t.ink, "云杉里小区", 1);
        icon(ui, Icon::down, title.left(20).centre(), 20, t.ink2);
        label_at(ui, {top.x + 44, top.y + 54, top.w - 44, 20}, TextStyle::label, t.ink2,
                 "王姐的清单 · 今早 07:00 上新 · 32 样");
        const Piece fast[] = {{"30 分钟达", TextStyle::label, t.ink2},
                              {" · 现在约 24 分钟", TextStyle::label_bold, t.leaf_ink}};
        const Piece where[] = {{"送到 3栋", TextStyle::label, t.ink2}};
        chip_at(ui, {}, {top.x, top.y + 88}, fast, icon_of(Icon::scooter));
        chip_at(ui, {"where"}, {top.x + chip_width(ui, fast, 0) + 8, top.y + 88}, where,
                icon_of(Icon::pin));
    }

    void group_card(Ui& ui) {
        const Theme& t = ui.theme();
        const Card card(ui, dusk_spec(t));
        const Rect at = card.inner();
        picture(ui, {at.right() - 70, at.y - 14, 76, 76}, "/pictures/hot_pot.webp");
        heading_at(ui, ui.take(28), TextStyle::card_title, t.on_dusk, "今晚火锅食材拼团");
        ui.space(2);
        label_at(ui, ui.take(20), TextStyle::label, t.on_dusk2,
                 "8 样食材 · 3–4 人份 · 18:00 前送到");
        ui.space(18);
        windows_at(ui, {"windows"}, ui.take(windows_height(10)),
                   {.target = 10, .lit = lit_, .words = "还差 3 户"});
        ui.space(14);
        Slicer row(ui.take(52));
        const ButtonSpec join{
            .kind = ButtonKind::join, .size = ButtonSize::medium, .label = "参团 ¥89"};
        const float width = button_width(ui, join);
        if (button_at(ui, {"join"}, row.right(width, 8).moved(0, 4).centred(width, 44), join)) {
            lit_ = std::min(10, lit_ + 1);
            ui.toast("已加入", Icon::check);
        }
        Slicer lines(row.rest());
        label_at(ui, lines.top(30, 2), TextStyle::title, t.dusk_amber, "还差 3 户");
        const CountdownText left = countdown(ui, ends_ - platform_.utc_ms());
        const Piece words[] = {{"16:00 截止 · 还有 ", TextStyle::label, t.on_dusk2},
                               {left.text, TextStyle::label_bold, t.on_dusk, Digits::tabular}};
        pieces_at(ui, lines.rest(), words);
    }

    void item_row(Ui& ui, Item& item, const Rect& row, std::uint64_t index) {
        const Theme& t = ui.theme();
        if (tap_area(ui, Id("item", index), row, item.name)) opened_ = index;
        Slicer parts(row.inset(12, 12));
        tile_at(ui, parts.left(84, 12), {.url = item.picture, .tone = item.tone});
        const Rect text = parts.rest();
        label_at(ui, {text.x, text.y, text.w, 24}, TextStyle::name, t.ink, item.name);
        const Piece origin[] = {{item.picked, TextStyle::note, t.leaf_ink},
                                {" · ", TextStyle::note, t.ink3},
                                {item.from, TextStyle::note, t.ink3}};
        pieces_at(ui, {text.x, text.y + 24, text.w, 18}, origin);
        Slicer foot(Rect{text.x, text.bottom() - 36, text.w, 36});
        const PriceSpec price{.fen = item.fen, .unit = item.unit};
        item.count += stepper_at(ui, Id("step", index), {text.right(), text.bottom() - 18},
                                 {.count = item.count, .limit = item.stock, .name = item.name});
        foot.right(item.count > 0 ? 108.f : 44.f);
        price_at(ui, foot.left(price_width(ui, price), 8), price);
        const bool low = item.stock <= 5;
        label_at(ui, foot.rest().moved(0, 3), low ? TextStyle::note_bold : TextStyle::note,
                 low ? t.tomato : t.ink3,
                 low ? "只剩 " + std::to_string(item.stock) : "余 " + std::to_string(item.stock));
    }

    void home(Ui& ui) {
        const Theme& t = ui.theme();
        {
            const Page page(ui);
            header(ui);
            group_card(ui);
            ui.space(14);
            const std::string_view kinds[] = {"叶菜 6", "瓜果 11",  "肉禽 9",
                                              "水产 6", "豆制品 3", "粮油 8"};
            if (const int tapped = filter_chips(ui, {"kinds"}, kinds, kind_, "种类"); tapped >= 0) {
                kind_ = tapped;
            }
            ui.space(10);
            section_title(ui, "叶菜", "6 样 · 今早 04:50 起采");
            const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
            for (std::size_t i = 0; i < items_.size(); ++i) {
                const Rect row = ui.take(Metrics::item_row);
                item_row(ui, items_[i], row, i);
                if (i + 1 < items_.size()) hairline(ui, row, t.line);
            }
        }
        tabs(ui);
        int count = 0;
        std::int64_t fen = 0;
        for (const Item& item : items_) {
            count += item.count;
            fen += std::int64_t{item.fen} * item.count;
        }
        if (cart_bar(ui, {.count = count,
                          .fen = fen,
                          .note = "约 24 分钟送到 · 免配送费",
                          .action = "去结算",
                          .open_name = "购物车"}) == CartAction::checkout) {
            sheet_ = true;
        }
        refund_sheet(ui);
    }

    void refund_sheet(Ui& ui) {
        if (Sheet sheet(ui, {"refund"}, "退款 · 茼蒿 500g", sheet_); sheet) {
            ui.space(4);
            const std::string_view why[] = {"叶子黄了", "少了", "送错了"};
            if (const int tapped = filter_chips(ui, {"why"}, why, why_, "原因"); tapped >= 0)
                why_ = tapped;
            ui.space(10);
            field(ui, {"words"}, {.name = "说一句", .placeholder = "说一句"}, words_);
            ui.space(6);
            Slicer row(ui.take(40));
            price_at(ui, row.right(80), {.fen = 580}, Align::right);
            label_at(ui, row.rest(), TextStyle::body, ui.theme().ink2, "退回钱包");
            ui.space(6);
            if (button(ui, {"refund go"}, {.label = "退 ¥5.80"})) {
                sheet_ = false;
                ui.toast("退回钱包了", Icon::check);
            }
        }
    }

    void kit(Ui& ui) {
        const Theme& t = ui.theme();
        {
            const Page page(ui);
            if (top_bar(ui, {.title = "部件", .end_icon = icon_of(Icon::dots)}) ==
                BarAction::back) {
                platform_.go_back();
            }
            buttons(ui);
            ui.space(12);
            {
                const Card card(ui, dusk_spec(t));
                windows_at(ui, {"w10"}, ui.take(30),
                           {.target = 10, .lit = 7, .words = "还差 3 户"});
                ui.space(12);
                windows_at(ui, {"w20"}, ui.take(windows_height(20)),
                           {.target = 20, .lit = 13, .words = "还差 7 户"});
                ui.space(12);
                const Rect row = ui.take(71);
                named_window_at(ui, {"n1"}, column_of(row, 0, 5, 8), WindowState::lit, "小满",
                                "3栋");
                named_window_at(ui, {"n2"}, column_of(row, 1, 5, 8), WindowState::lit, "豆豆妈",
                                "5栋");
                named_window_at(ui, {"n3"}, column_of(row, 2, 5, 8), WindowState::next, "", "等你");
                named_window_at(ui, {"n4"}, column_of(row, 3, 5, 8), WindowState::off, "", "空着");
            }
            ui.space(12);
            prices(ui);
            ui.space(12);
            fields(ui);
            ui.space(12);
            icons(ui);
        }
        tabs(ui);
    }

    void buttons(Ui& ui) {
        const Theme& t = ui.theme();
        {
            const Card card(ui);
            Slicer row(ui.take(44));
            icon_button(ui, {"plain"}, row.left(44, 8).centre(), Icon::search, "搜索");
            icon_button(ui, {"ground"}, row.left(44, 8).centre(), Icon::phone, "电话", t.leaf_tint,
                        t.leaf_ink);
            text_link_at(ui, {"link"}, row.left(110, 8), "看账目");
            const Piece pieces[] = {{"送到 ", TextStyle::label, t.ink2},
                                    {"3栋", TextStyle::label_bold, t.leaf_ink}};
            chip_at(ui, {"chip"}, {row.rest().x, row.rest().y + 4}, pieces, icon_of(Icon::pin));
            ui.space(12);
            tile_at(ui, ui.take(84).centred(84, 84), {.url = "/pictures/leafy_green.webp"});
            ui.space(12);
            heading(ui, TextStyle::head, "带撤销的提示");
            if (button(ui, {"undo"}, {.kind = ButtonKind::outline, .label = "拿掉茼蒿"})) {
                ui.toast("拿掉了茼蒿", [this] { ++count_; });
            }
        }
        ui.space(12);
        const Card card(ui, CardSpec{});
        Slicer row(ui.take(48));
        const std::pair<ButtonKind, const char*> kinds[] = {{ButtonKind::primary, "去结算"},
                                                            {ButtonKind::join, "参团 ¥89"},
                                                            {ButtonKind::secondary, "买同款"}};
        for (const auto& [kind, label] : kinds) {
            const ButtonSpec spec{.kind = kind, .label = label};
            button_at(ui, Id("kind", label), row.left(button_width(ui, spec), 10), spec);
        }
        ui.space(12);
        Slicer more(ui.take(48));
        const ButtonSpec again{.kind = ButtonKind::outline, .label = "再来一单"};
        button_at(ui, {"again"}, more.left(button_width(ui, again), 10), again);
        const ButtonSpec bad{
            .kind = ButtonKind::danger, .size = ButtonSize::medium, .label = "去处理"};
        button_at(ui, {"bad"}, more.left(button_width(ui, bad), 10).inset(0, 2), bad);
        const ButtonSpec wait{.label = "付款中", .waiting = true};
        button_at(ui, {"wait"}, more.rest(), wait);
        ui.space(12);
        button(ui, {"off"}, {.label = "下一步", .disabled = true, .reason = "先选地址"});
        ui.space(12);
        Slicer chips(ui.take(44));
        count_ += stepper_at(ui, {"step"}, {chips.left(100, 12).right(), chips.rest().mid_y()},
                             {.count = count_, .name = "茼蒿"});
        float x = chips.rest().x;
        const float y = chips.rest().mid_y();
        x += badge_at(ui, {x, y}, Tone::leaf, "已购", icon_of(Icon::shield)) + 8;
        x += badge_at(ui, {x, y}, Tone::lamp, "11 分") + 8;
        x += badge_at(ui, {x, y}, Tone::tomato, "只剩 3") + 8;
        badge_at(ui, {x, y}, Tone::water, "种草");
        ui.space(12);
        const std::string_view ways[] = {"送上门", "自提"};
        if (const int tapped = segmented(ui, {"way"}, ways, way_, "怎么拿"); tapped >= 0)
            way_ = tapped;
        if (radio_row(ui, {"r1"}, way_ == 0, "家庭钱包", "余额 ¥128.00", "¥20.40")) way_ = 0;
        separator(ui);
        if (check_row(ui, {"c1"}, way_ == 1, "匿名显示")) way_ = 1 - way_;
        paragraph(
            ui, TextStyle::body, t.ink,
            "早上下的单，7 点 41 到的，草莓一颗没压坏。娃一口气吃了半盒，剩下的做了奶油小蛋糕 🍰。");
    }

    void prices(Ui& ui) {
        const Theme& t = ui.theme();
        const Card card(ui, CardSpec{});
        Slicer row(ui.take(42));
        const PriceSpec large{.fen = 8900, .size = PriceSize::large};
        const PriceSpec normal{.fen = 2680, .unit = "500g"};
        const PriceSpec small{.fen = 580, .size = PriceSize::small, .unit = "盒"};
        price_at(ui, row.left(price_width(ui, large), 12), large);
        price_at(ui, row.left(price_width(ui, normal), 12), normal);
        price_at(ui, row.left(price_width(ui, small), 12), small);
        ui.space(8);
        Slicer people(ui.take(48));
        avatar(ui, people.left(48, 12).centre(), 48, "小满");
        avatar(ui, people.left(48, 12).centre(), 48, "郑师傅");
        avatar(ui, people.left(48, 12).centre(), 48, "Momo");
        ui.space(8);
        progress_bar(ui, ui.take(8), 0.66f, t.leaf, "拣货", "86 / 128");
        ui.space(8);
        fact_row(ui, "在哪取", "3栋架空层 · 阿芳便利店旁");
        fact_row(ui, "谁能取", "知道取货码的家人都行", true);
    }

    void fields(Ui& ui) {
        const Card card(ui, CardSpec{});
        field(ui, {"f1"}, {.label = "昵称", .placeholder = "邻居怎么叫你", .hint = "邻居会看到"},
              words_);
        ui.space(12);
        field(ui, {"f2"},
              {.label = "重量", .error = "最多 5000g", .kind = FieldKind::number, .unit = "g"},
              weight_);
        ui.space(12);
        field(ui, {"f3"}, {.label = "留言", .placeholder = "放门口垫子上", .lines = 3}, note_);
        ui.space(12);
        if (select_field(ui, {"building"}, "楼号", building_ < 0 ? "" : choices_[building()].label,
                         "选楼号")) {
            choosing_ = true;
        }
        const int chosen =
            select_sheet(ui, {"buildings"}, choosing_, "选楼号", choices_, building_);
        if (chosen >= 0) building_ = chosen;
    }

    std::size_t building() const { return static_cast<std::size_t>(building_); }

    void icons(Ui& ui) {
        const Card card(ui, CardSpec{});
        for (int i = 0; i < icon_count; i += 8) {
            const Rect row = ui.take(44);
            for (int k = 0; k < 8 && i + k < icon_count; ++k) {
                icon(ui, static_cast<Icon>(i + k), column_of(row, k, 8, 0).centre(), 28,
                     ui.theme().ink);
            }
        }
    }

    void states(Ui& ui) {
        {
            const Page page(ui);
            banner(ui, {"offline"},
                   {.icon = icon_of(Icon::alert),
                    .text = "没网了，先看 13:41 的清单。下的单会排队",
                    .strip = true});
            ui.space(12);
            skeleton_rows(ui, {"skeleton"}, 1);
            if (empty_state(ui, {"empty"}, "还没有订单", "今天的菜 07:00 上新，现在还有 29 样",
                            "去看今日清单")) {
                ui.toast("已加 1 份茼蒿", Icon::check);
            }
            ui.space(20);
            alert_card(ui, {"alert"}, "基围虾缺 4 份", "影响 3 户，14:00 前定下来", "去处理");
            ui.space(12);
            banner(ui, {"honest"},
                   {.icon = icon_of(Icon::shield), .strong = "凑不齐 10 户，16:00 自动全额退回"});
        }
        tabs(ui);
    }

    void track(Ui& ui) {
        const Theme& t = ui.theme();
        {
            const Page page(ui);
            MapPlan plan;
            plan.bounds = {0, 0, 390, 300};
            plan.waters = {{{0, 0}, {390, 0}, {390, 24}, {230, 36}, {130, 52}, {0, 28}}};
            plan.roads = {{{{0, 106}, {390, 106}}, 16, "云杉路"},
                          {{{116, 106}, {116, 300}}, 16, ""},
                          {{{116, 218}, {222, 218}, {222, 106}}, 16, ""},
                          {{{326, 64}, {326, 300}}, 16, ""}};
            plan.greens = {{{20, 232, 88, 34}}, {{236, 196, 74, 46}}};
            plan.blocks = {{{16, 128, 80, 30}, "1栋"},
                           {{16, 178, 80, 30}, "2栋"},
                           {{136, 128, 66, 30}, "3栋"},
                           {{242, 128, 66, 48}, "5栋"},
                           {{346, 128, 60, 44}, "6栋"}};
            MapScene scene;
            scene.route = {{38, 106}, {116, 106}, {116, 218}, {222, 218}, {222, 154}};
            scene.passed = 78 + 62;
            scene.has_courier = true;
            scene.pins = {{MapPinKind::hub, {38, 106}, ""}, {MapPinKind::home, {222, 154}, ""}};
            scene.words = "骑手在云杉路，离你 3 分钟";
            map_at(ui, {"map"}, {0, ui.take(272).y, ui.width(), 300}, plan, scene);
            {
                const Card card(ui, CardSpec{.lift = Lift::floating});
                label_at(ui, ui.take(20), TextStyle::label, t.ink2, "骑手已取货，正往 3栋来");
                label_at(ui, ui.take(52), TextStyle::hero, t.leaf_ink, "9 分钟");
                const Step items[] = {{"已下单", "13:26"},
                                      {"已拣好", "13:33"},
                                      {"在路上", "13:38"},
                                      {"送达", "约 13:49"}};
                steps(ui, items, 2, "在路上");
            }
            ui.space(12);
            banner(ui, {"late"},
                   {.tone = Tone::leaf,
                    .icon = icon_of(Icon::wallet),
                    .text = "自动补 ¥3.00 到钱包",
                    .strong = "13:56 前没到，"});
        }
        Foot foot(ui);
        if (button_at(ui, {"got"}, foot.rect(), {.label = "我已取走"})) path_ = "/home";
    }

    void keys(Ui& ui) {
        {
            const Page page(ui);
            top_bar(ui, {.title = "取货", .end_label = "按楼号"});
            {
                const Card card(ui, CardSpec{.lift = Lift::floating});
                code_digits(ui, "5271", "取货码");
                std::vector<std::uint8_t> modules(29 * 29);
                for (std::size_t i = 0; i < modules.size(); ++i)
                    modules[i] = (i * 7919 >> 3) % 3 == 0;
                qr_code(ui, ui.take(180).centred(180, 180), modules, 29, true);
            }
            ui.space(12);
            code_boxes_at(ui, ui.take(64), typed_, 4);
            ui.space(12);
            const char key = keypad_at(ui, {"keys"}, ui.take(4 * 56 + 24), {.left_label = "清空"});
            if (key >= '0' && key <= '9' && typed_.size() < 4) typed_ += key;
            if (key == '<') typed_.clear();
            if (key == '>' && !typed_.empty()) typed_.pop_back();
        }
        tabs(ui);
    }

    void list(Ui& ui) {
        const Page page(ui);
        section_title(ui, "今日清单", "440 样");
        const Card card(ui, CardSpec{.padding_x = 0, .padding_y = 0});
        virtual_rows(ui, {"all"}, "今日清单", 440, Metrics::item_row, [&](int i, const Rect& row) {
            Item& item = long_[static_cast<std::size_t>(i)];
            item_row(ui, item, row, 1000 + static_cast<std::uint64_t>(i));
            hairline(ui, row, ui.theme().line);
        });
    }

    Platform& platform_;
    std::string path_;
    std::vector<Item> items_{{"/pictures/leafy_green.webp", TileTone::leaf, "上海青",
                              "今早 05:20 采", "青浦练塘 王家农场", 390, "500g", 46, 0},
                             {"/pictures/herb.webp", TileTone::leaf, "茼蒿", "今早 05:40 采",
                              "青浦练塘 王家农场", 580, "500g", 12, 2},
                             {"/pictures/broccoli.webp", TileTone::leaf, "西兰花", "今早 04:50 采",
                              "崇明港沿 沈家田头", 650, "份", 3, 0},
                             {"/pictures/tomato.webp", TileTone::fruit, "普罗旺斯番茄",
                              "今早 06:10 采", "浦东宣桥 老周大棚", 880, "500g", 31, 1}};
    std::vector<Item> long_ = [this] {
        std::vector<Item> all;
        for (int i = 0; i < 440; ++i)
            all.push_back(items_[static_cast<std::size_t>(i) % items_.size()]);
        return all;
    }();
    std::vector<Choice> choices_ = [] {
        std::vector<Choice> all;
        for (int i = 1; i <= 24; ++i)
            all.push_back({std::to_string(i) + "栋", "2 单元"});
        return all;
    }();
    int lit_ = 7, kind_ = 0, count_ = 2, way_ = 0, why_ = 0, bells_ = 0, building_ = -1;
    std::uint64_t opened_ = 0;
    bool sheet_ = false, choosing_ = false;
    std::string words_, weight_ = "9999", note_, typed_;
    std::int64_t ends_ = platform_.utc_ms() + ((2 * 60 + 14) * 60 + 36) * 1000;
};

}  // namespace

std::unique_ptr<App> make_gallery(Platform& platform) {
    return std::make_unique<Gallery>(platform);
}

}  // namespace louxia
