#include "server/http/pages/templates.hpp"

#include <map>
#include <mutex>

#include "shared/base/assert.hpp"

namespace louxia::http {
namespace {

// Each file is one raw string literal.
// clang-format off
const std::map<std::string_view, std::string_view> sources = {
    {"accounts",
#include "web/templates/accounts.mustache"
    },
    {"admissions",
#include "web/templates/admissions.mustache"
    },
    {"ask",
#include "web/templates/ask.mustache"
    },
    {"bar",
#include "web/templates/bar.mustache"
    },
    {"checkout",
#include "web/templates/checkout.mustache"
    },
    {"communities",
#include "web/templates/communities.mustache"
    },
    {"coupons",
#include "web/templates/coupons.mustache"
    },
    {"devices",
#include "web/templates/devices.mustache"
    },
    {"earnings",
#include "web/templates/earnings.mustache"
    },
    {"face",
#include "web/templates/face.mustache"
    },
    {"fleet",
#include "web/templates/fleet.mustache"
    },
    {"forget",
#include "web/templates/forget.mustache"
    },
    {"group",
#include "web/templates/group.mustache"
    },
    {"group_card",
#include "web/templates/group_card.mustache"
    },
    {"group_join",
#include "web/templates/group_join.mustache"
    },
    {"groups",
#include "web/templates/groups.mustache"
    },
    {"home",
#include "web/templates/home.mustache"
    },
    {"invite",
#include "web/templates/invite.mustache"
    },
    {"item",
#include "web/templates/item.mustache"
    },
    {"item_row",
#include "web/templates/item_row.mustache"
    },
    {"lamp",
#include "web/templates/lamp.mustache"
    },
    {"layout",
#include "web/templates/layout.mustache"
    },
    {"leader_group",
#include "web/templates/leader_group.mustache"
    },
    {"leader_order",
#include "web/templates/leader_order.mustache"
    },
    {"leader_orders",
#include "web/templates/leader_orders.mustache"
    },
    {"guest",
#include "web/templates/guest.mustache"
    },
    {"guests",
#include "web/templates/guests.mustache"
    },
    {"new_phone",
#include "web/templates/new_phone.mustache"
    },
    {"phone",
#include "web/templates/phone.mustache"
    },
    {"me",
#include "web/templates/me.mustache"
    },
    {"order",
#include "web/templates/order.mustache"
    },
    {"orders",
#include "web/templates/orders.mustache"
    },
    {"payout",
#include "web/templates/payout.mustache"
    },
    {"payment",
#include "web/templates/payment.mustache"
    },
    {"payments",
#include "web/templates/payments.mustache"
    },
    {"post_body",
#include "web/templates/post_body.mustache"
    },
    {"posts",
#include "web/templates/posts.mustache"
    },
    {"refund_choices",
#include "web/templates/refund_choices.mustache"
    },
    {"shortage",
#include "web/templates/shortage.mustache"
    },
    {"price",
#include "web/templates/price.mustache"
    },
    {"tabs",
#include "web/templates/tabs.mustache"
    },
    {"ways",
#include "web/templates/ways.mustache"
    },
    {"words",
#include "web/templates/words.mustache"
    },
};
// clang-format on

/// The template with its partials in place: the library would parse a partial at each use.
std::string expanded(std::string_view name, std::string_view content) {
    const auto source = sources.find(name);
    LOUXIA_ASSERT(source != sources.end());
    std::string_view rest = source->second;
    std::string out;
    for (;;) {
        const std::size_t open = rest.find("{{> ");
        if (open == std::string_view::npos) {
            return out.append(rest);
        }
        const std::size_t close = rest.find("}}", open);
        const std::string_view inner = rest.substr(open + 4, close - open - 4);
        out += rest.substr(0, open);
        out += expanded(inner == "content" ? content : inner, content);
        rest.remove_prefix(close + 2);
    }
}

const std::string& page_source(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string, std::string, std::less<>> pages;
    const std::lock_guard lock(mutex);
    const auto found = pages.find(name);
    if (found != pages.end()) {
        return found->second;
    }
    return pages.emplace(std::string(name), expanded("layout", name)).first->second;
}

}  // namespace

std::string render_page(std::string_view name, const View& view) {
    kainjow::mustache::mustache page(page_source(name));
    LOUXIA_ASSERT(page.is_valid());
    return page.render(view);
}

}  // namespace louxia::http
