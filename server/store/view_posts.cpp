#include "server/store/sql_view.hpp"
#include "server/store/view_rows.hpp"

namespace louxia::store {

namespace {

std::vector<std::string> urls_of(Connection& connection, CommunityId community, PostId post) {
    return Query(connection,
                 "SELECT url FROM post_picture WHERE community_id = $1 AND post_id = $2 "
                 "ORDER BY position",
                 community, post)
        .each<std::string>();
}

}  // namespace

std::optional<Post> SqlView::post(PostId id) const {
    static const std::string sql = select_sql(post_table, "AND post_id = $2");
    auto found = one_row<Post>(connection_, sql, community_, id);
    if (found) found->pictures = urls_of(connection_, community_, id);
    return found;
}

std::vector<Post> SqlView::posts(std::int32_t limit) const {
    static const std::string sql =
        select_sql(post_table, "ORDER BY created_at_ms DESC, post_id DESC LIMIT $2");
    auto found = all_rows<Post>(connection_, sql, community_, limit);
    for (Post& post : found)
        post.pictures = urls_of(connection_, community_, post.id);
    return found;
}

bool SqlView::has_post_for(OrderId id) const {
    return Query(connection_, "SELECT 1 FROM post WHERE community_id = $1 AND order_id = $2",
                 community_, id)
        .next();
}

void SqlView::put(const Post& post) {
    static const std::string sql = upsert_sql(post_table);
    static const std::string picture_sql = insert_sql(post_picture_table);
    write_row(connection_, sql, community_, post);
    Query(connection_, "DELETE FROM post_picture WHERE community_id = $1 AND post_id = $2",
          community_, post.id)
        .run();
    std::int32_t position = 0;
    for (const std::string& url : post.pictures) {
        Query(connection_, picture_sql, community_, post.id, position++, url).run();
    }
}

std::optional<app::KeptPicture> SqlView::picture(PictureId id) const {
    static const std::string sql = select_sql(picture_table, "AND picture_id = $2");
    return one_row<app::KeptPicture>(connection_, sql, community_, id);
}

void SqlView::put(const app::KeptPicture& picture) {
    static const std::string sql = upsert_sql(picture_table);
    write_row(connection_, sql, community_, picture);
}

}  // namespace louxia::store
