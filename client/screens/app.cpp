#include "client/ui/app.hpp"

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "client/model/update.hpp"
#include "client/net/api.hpp"
#include "client/net/event_feed.hpp"
#include "client/net/platform_transport.hpp"
#include "client/platform/platform.hpp"
#include "client/screens/face.hpp"

/// The shell: owns the state, passes intents through update(), carries out the effects, and draws
/// the face of the route. No rule and no layout here.
namespace louxia::screens {

namespace {

constexpr std::string_view basket_key = "basket";
constexpr std::string_view me_key = "me";
constexpr std::string_view board_key = "board";
constexpr std::string_view language_key = "language";
constexpr std::int64_t long_hidden_ms = 60'000;

/// Each community has its own.
std::string key_of(std::string_view what, std::string_view community) {
    return std::string(what) + "." + std::string(community);
}

class Shell final : public ui::App, public model::IntentSink {
public:
    explicit Shell(Platform& platform);

    void frame(ui::Ui& ui) override;
    bool ready() const override;
    void send(model::Intent intent) override;

private:
    template <class Input>
    void feed(const Input& input) {
        carry_out_all(model::update(state_, input, Instant{platform_.utc_ms()}));
    }
    void carry_out_all(model::Effects effects);

    template <class E>
    void carry_out(model::Send<E>& send) {
        // Shared, not copied into each callback: so their code is alike for all endpoints.
        const auto request = std::make_shared<const typename E::Request>(std::move(send.request));
        api_.call<E>(*request, [this, request](Result<typename E::Response> result) {
            feed(model::Answered<E>{*request, std::move(result)});
        });
    }
    void carry_out(model::Navigate& navigate);
    void carry_out(model::NavigateBack&) { platform_.go_back(); }
    void carry_out(model::Say& say) { sayings_.push_back(std::move(say)); }
    void carry_out(model::SaveBasket& basket);
    void carry_out(model::KeepMe&);
    void carry_out(model::KeepBoard&);
    void carry_out(model::SaveLanguage& save);
    void carry_out(model::ForgetFragment&) { platform_.clear_fragment(); }
    void carry_out(model::Reconnect&) { events_.reopen(); }

    void start();
    void follow_community();
    void run_intents();
    void say_all(ui::Ui& ui);
    void watch_clock();
    void return_to_board(ui::Ui& ui);
    net::Outbox::Listener outbox_listener();

public:
    // What the event feed calls.
    template <class E>
    void heard(std::int64_t seq, const E& event) {
        feed(model::Heard<E>{seq, event});
        if constexpr (std::is_same_v<E, api::Hello>) {
            if (!version_.empty() && !event.version.empty() && event.version != version_) {
                feed(model::ConnectionChanged{model::Connection::update_ready});
            }
        }
    }
    void link(net::Link link);

private:
    void draw(const Face& face);
    const ui::Catalog& words() const {
        return ui::catalog(state_.language == model::Language::english);
    }

    Platform& platform_;
    net::PlatformTransport transport_;
    net::PlatformDevice device_;
    net::Api api_;
    net::FeedTo<Shell> listener_{*this};
    net::EventFeed events_;
    model::State state_;
    std::vector<model::Intent> intents_;
    std::vector<model::Say> sayings_;
    std::string followed_;  // the community whose events are heard
    std::string title_;
    const std::string version_ = platform_.page_data("version");  // of the files that run here
    std::int64_t hidden_at_ms_ = 0;
    std::int64_t clock_ahead_ms_ = 0;  // of the monotonic one; 0: not looked yet
    bool drawing_ = false;
};

Shell::Shell(Platform& platform)
    : platform_(platform),
      transport_(platform),
      device_(platform),
      api_(transport_, device_, outbox_listener()),
      events_(transport_, device_, listener_) {
    platform_.on_route([this](std::string_view path, RouteCause) {
        feed(model::RouteShown{model::parse_route(path)});
    });
    const auto wake = [this] {
        api_.wake();
        events_.wake();
    };
    platform_.on_online([this, wake](bool online) { online ? wake() : events_.sleep(); });
    // Asked even when the device says that it has no net: the server may stand in the same house.
    platform_.on_visible([this, wake](bool visible) {
        if (!visible) {
            hidden_at_ms_ = platform_.utc_ms();
            return;
        }
        wake();
        // A stream may have died unnoticed while the device slept.
        if (platform_.utc_ms() - hidden_at_ms_ >= long_hidden_ms) events_.reopen();
    });
    start();
    api_.start();
}

net::Outbox::Listener Shell::outbox_listener() {
    net::Outbox::Listener listener;
    listener.waiting = [this](const net::Kept& kept) {
        const auto id = decode_id(kept.subject);
        const auto step = net::kept_request<api::CourierStep>(kept);
        feed(model::QueuedForNet{kept.name, id ? *id : 0,
                                 step ? static_cast<std::int32_t>(step->step) : 0});
    };
    listener.restored = [this](const net::Kept& kept, const net::Reply& reply) {
        net::visit_restored(kept, reply,
                            [this]<class E>(const typename E::Request& request,
                                            Result<typename E::Response> result) {
                                feed(model::Answered<E>{request, std::move(result)});
                            });
    };
    return listener;
}

void Shell::start() {
    model::Started started;
    started.route = model::parse_route(platform_.route());
    const std::string kept = platform_.storage_get(language_key);
    const std::string language = kept.empty() ? platform_.preferences().language : kept;
    started.language =
        language.substr(0, 2) == "en" ? model::Language::english : model::Language::chinese;
    started.community = started.route.community.empty() ? platform_.page_attribute("community")
                                                        : started.route.community;
    started.stranger = !platform_.page_attribute("stranger").empty();
    started.basket_text = platform_.storage_get(key_of(basket_key, started.community));
    started.fragment = platform_.fragment();
    const auto me =
        api::decode<api::MeView>(platform_.storage_get(key_of(me_key, started.community)));
    if (me) started.kept_me = *me;
    if (started.route.page == model::Page::kiosk) {
        const auto board = api::decode<api::GetKioskBoard::Response>(
            platform_.storage_get(key_of(board_key, started.community)));
        if (board) started.kept_board = *board;
    }
    api_.set_community(started.community);
    feed(started);
}

void Shell::carry_out_all(model::Effects effects) {
    for (model::Effect& effect : effects) {
        std::visit([this](auto& one) { carry_out(one); }, effect);
    }
    follow_community();
    platform_.request_frame();
}

/// The first answer tells which community it is when the path did not, and what it knows of: events
/// are heard from there on, with nothing between.
void Shell::follow_community() {
    if (state_.community.empty() || state_.community == followed_) return;
    if (state_.home.loading && !state_.home.value && !state_.home.error) return;
    followed_ = state_.community;
    api_.set_community(followed_);
    events_.open(followed_, state_.home.value ? state_.home.value->seq : 0);
}

void Shell::link(net::Link link) {
    switch (link) {
        case net::Link::connecting:
            return feed(model::ConnectionChanged{model::Connection::connecting});
        case net::Link::live: return feed(model::ConnectionChanged{model::Connection::live});
        case net::Link::lost: return feed(model::ConnectionChanged{model::Connection::offline});
    }
}

void Shell::carry_out(model::Navigate& navigate) {
    const std::string path = model::path_of(navigate.route, state_.community);
    if (navigate.replace) {
        platform_.replace_route(path);
    } else {
        platform_.push_route(path);
    }
}

void Shell::carry_out(model::SaveBasket& basket) {
    const std::string key = key_of(basket_key, state_.community);
    if (basket.text.empty()) {
        platform_.storage_remove(key);
    } else {
        platform_.storage_set(key, basket.text);
    }
}

void Shell::carry_out(model::KeepMe&) {
    const std::string key = key_of(me_key, state_.community);
    if (state_.me) {
        platform_.storage_set(key, api::encode(*state_.me));
    } else {
        platform_.storage_remove(key);
    }
}

void Shell::carry_out(model::KeepBoard&) {
    const std::string key = key_of(board_key, state_.community);
    if (!state_.kiosk_board.value) return platform_.storage_remove(key);
    // Masked names and buildings, no more: a group's neighbours are not kept.
    api::GetKioskBoard::Response board = *state_.kiosk_board.value;
    board.groups.clear();
    platform_.storage_set(key, api::encode(board));
}

void Shell::carry_out(model::SaveLanguage& save) {
    const bool english = save.language == model::Language::english;
    platform_.storage_set(language_key, english ? "en" : "zh-CN");
    platform_.set_language(english ? "en" : "zh-CN");
}

void Shell::send(model::Intent intent) {
    intents_.push_back(std::move(intent));
    if (!drawing_) run_intents();
}

void Shell::run_intents() {
    std::vector<model::Intent> waiting;
    waiting.swap(intents_);
    for (const model::Intent& intent : waiting)
        feed(intent);
}

void Shell::say_all(ui::Ui& ui) {
    for (const model::Say& say : sayings_) {
        const auto index = static_cast<std::size_t>(say.what);
        ui.toast(ui::format(words().common.said[index], {say.detail}), ui::Icon::check);
    }
    sayings_.clear();
}

bool Shell::ready() const {
    using model::Page;
    const Page page = state_.route.page;
    if (page == Page::invite || page == Page::unknown) return true;
    if (page == Page::kiosk) {
        const bool stranger = state_.me_known && !state_.me;
        return stranger || state_.kiosk_board.value || state_.kiosk_board.error;
    }
    if (!state_.me_known || !(state_.home.value || state_.home.error)) return false;
    if (page == Page::order) {
        const auto order = state_.orders.find(state_.route.id);
        return !state_.me ||
               (order != state_.orders.end() && (order->second.value || order->second.error));
    }
    return true;
}

/// A screen that stands for months sees its clock put right, and summer time of its own. Elsewhere
/// a device sleeps, and the monotonic clock with it.
void Shell::watch_clock() {
    const std::int64_t ahead = platform_.utc_ms() - static_cast<std::int64_t>(platform_.now_ms());
    const std::int64_t jump = ahead - std::exchange(clock_ahead_ms_, ahead);
    constexpr std::int64_t jump_ms_min = 5000;
    if (jump == ahead || state_.route.page != model::Page::kiosk) return;
    if (jump > jump_ms_min || jump < -jump_ms_min) feed(model::ClockJumped{jump});
}

/// Whatever somebody opened on the kiosk goes again by itself.
void Shell::return_to_board(ui::Ui& ui) {
    using model::Page;
    constexpr double stays_ms = 60'000;
    if (!state_.me || state_.me->role != Role::kiosk || state_.route.page == Page::kiosk) return;
    const double left = ui.touched_ms() + stays_ms - platform_.now_ms();
    if (left > 0) return ui.wake_in(left);
    model::Route board;
    board.page = Page::kiosk;
    board.community = state_.community;
    send(model::Open{board});
}

void Shell::frame(ui::Ui& ui) {
    watch_clock();
    const bool english = state_.language == model::Language::english;
    ui.set_english(english);
    say_all(ui);
    drawing_ = true;
    draw(Face{ui, state_, *this, words(), state_.server_now(platform_.utc_ms())});
    return_to_board(ui);
    drawing_ = false;
    if (!intents_.empty()) run_intents();
    const std::string title = state_.home.value
                                  ? state_.home.value->community.name + " · " + words().app_name
                                  : std::string(words().app_name);
    if (title != title_) {
        title_ = title;
        platform_.set_title(title);
    }
}

using Draw = void (*)(const Face&);

/// By pointers, so that the faces stay functions of their own: a browser compiles each when it is
/// first drawn, and all of them in one kept a phone's page from answering for a quarter of a
/// second.
Draw face_of(model::Page page) {
    using model::Page;
    switch (page) {
        case Page::home: return draw_home;
        case Page::groups: return draw_groups;
        case Page::feed:
        case Page::post: return draw_feed;
        case Page::orders: return draw_orders;
        case Page::me: return draw_me;
        case Page::checkout: return draw_checkout;
        case Page::invite: return draw_invite;
        case Page::group: return draw_group;
        case Page::order: return draw_order;
        case Page::item: return draw_item;
        case Page::leader_today:
        case Page::leader_list:
        case Page::leader_picking:
        case Page::leader_groups:
        case Page::leader_households: return draw_leader;
        case Page::shop: return draw_shop;
        case Page::courier: return draw_courier;
        case Page::kiosk: return draw_kiosk;
        case Page::unknown: break;
    }
    return draw_unknown;
}

void Shell::draw(const Face& face) {
    using model::Page;
    const Page page = state_.route.page;
    const bool of_a_person =
        page == Page::order || (model::is_staff_page(page) && page != Page::kiosk);
    const bool stranger = state_.me_known && !state_.me;
    const Draw drawn = stranger && of_a_person ? draw_sign_in_needed : face_of(page);
    drawn(face);
}

}  // namespace

}  // namespace louxia::screens

namespace louxia {

std::unique_ptr<ui::App> create_app(Platform& platform) {
    return std::make_unique<screens::Shell>(platform);
}

}  // namespace louxia
