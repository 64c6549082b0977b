#include "server/app/keep_picture.hpp"

#include "server/app/picture_kind.hpp"
#include "server/app/use_cases.hpp"

namespace louxia::app {
namespace {

Result<KeptPicture> row_for(Context& context, const Caller& caller,
                            const api::KeepPicture::Request& request) {
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
    return picture;
}

}  // namespace

WrittenPicture write_picture(Context& context, const Caller& caller,
                             const api::KeepPicture::Request& request) {
    WrittenPicture written{row_for(context, caller, request), nullptr};
    if (!written.row) {
        return written;
    }
    const std::string& file_name = written.row->file_name;
    if (const auto kept = context.pictures.keep(file_name, request.bytes); !kept) {
        written.row = kept.error();
        return written;
    }
    written.in_hand = std::make_unique<PictureInHand>(context.pictures, file_name);
    return written;
}

Result<api::KeepPicture::Response> keep_picture(Context&, const Caller&,
                                                const api::KeepPicture::Request&,
                                                const WrittenPicture& written, Writer& writer) {
    LOUXIA_ASSIGN(const KeptPicture picture, written.row);
    writer.put(picture);
    return api::KeepPicture::Response{picture.id, "/m/" + picture.file_name};
}

void settle_picture(Context& context, const Caller& caller, const WrittenPicture& written) {
    if (!written.row) {
        return;
    }
    bool named = false;
    context.store.read(caller.community, [&](const Reader& reader) {
        named = reader.picture(written.row->id).has_value();
    });
    if (!named) {
        context.pictures.remove(written.row->file_name);
    }
}

std::size_t sweep_pictures(Context& context) {
    context.pictures.remove_unfinished(lying_picture_ms);
    std::size_t swept = 0;
    for (const std::string& name : context.pictures.lying(lying_picture_ms)) {
        // What is not called as we call files was put there by somebody else.
        const auto id = PictureId::parse(name.substr(0, name.find('.')));
        if (id && !context.store.community_of(*id)) {
            context.pictures.remove(name);
            ++swept;
        }
    }
    return swept;
}

}  // namespace louxia::app
