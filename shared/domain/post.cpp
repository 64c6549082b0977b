#include "shared/domain/post.hpp"

#include "shared/domain/text_rules.hpp"

namespace louxia {

Result<void> check_post(const Post& post, const Order& order) {
    if (post.household != order.household || post.order != order.id) {
        return refuse(ErrorCode::not_found);
    }
    if (order.state != OrderState::done) return refuse(ErrorCode::not_delivered);
    LOUXIA_TRY(check_lines(post.text, post_text_code_points_max, Presence::required, "text"));
    if (post.pictures.size() > post_pictures_max) {
        return refuse(ErrorCode::out_of_range, "pictures");
    }
    for (std::size_t index = 0; index < post.pictures.size(); ++index) {
        if (!is_url_path(post.pictures[index])) {
            return refuse(ErrorCode::invalid_value, indexed_field("pictures", index, {}));
        }
    }
    return {};
}

}  // namespace louxia
