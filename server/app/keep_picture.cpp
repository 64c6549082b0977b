#include "server/app/picture_kind.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {

Result<api::KeepPicture::Response> keep_picture(Context& context, const Caller& caller,
                                                const api::KeepPicture::Request& request,
                                                Writer& writer) {
    if (!caller.member) {
        return refuse(ErrorCode::not_signed_in);
    }
    // Who waits to be let in has nothing to show yet.
    if (caller.member->role == Role::resident && !caller.member->household.is_set()) {
        return refuse(ErrorCode::not_allowed);
    }
    LOUXIA_ASSIGN(const PictureKind kind, picture_kind(request.bytes));
    KeptPicture picture;
    picture.id = context.ids.make<PictureId>();
    picture.by = caller.member->id;
    picture.file_name = picture.id.text() + "." + std::string(kind.extension);
    picture.media_type = kind.media_type;
    picture.bytes = static_cast<std::int64_t>(request.bytes.size());
    picture.at = context.clock.now();
    // The file first: a row must never name a file that is not there. A file without a row, after a
    // failed commit, is only a few bytes too many.
    LOUXIA_TRY(context.pictures.keep(picture.file_name, request.bytes));
    writer.put(picture);
    return api::KeepPicture::Response{picture.id, "/m/" + picture.file_name};
}

}  // namespace louxia::app
