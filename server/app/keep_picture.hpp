#pragma once

#include <memory>
#include <string>

#include "server/app/context.hpp"
#include "server/app/store.hpp"
#include "shared/api/resident.hpp"

/// Keeping a picture: its file before the transaction, its row inside, and what is left without a
/// row swept up (docs/decisions/0029).
namespace louxia::app {

/// A file that is written and not yet anybody's: the sweep leaves it alone while this lives.
class PictureInHand {
public:
    PictureInHand(PictureFiles& files, std::string file_name)
        : files_(&files), file_name_(std::move(file_name)) {}
    ~PictureInHand() { files_->let_go(file_name_); }
    PictureInHand(const PictureInHand&) = delete;
    PictureInHand& operator=(const PictureInHand&) = delete;

private:
    PictureFiles* files_;
    std::string file_name_;
};

struct WrittenPicture {
    Result<KeptPicture> row;  ///< of the file that lies there, or why there is none
    std::unique_ptr<PictureInHand> in_hand;
};

/// Writes the file. On the thread of whoever asks, so that the store's writer waits for no picture.
[[nodiscard]] WrittenPicture write_picture(Context& context, const Caller& caller,
                                           const api::KeepPicture::Request& request);

/// After the transaction has been committed or refused: the file goes again when no row names it,
/// as when the same request had been answered before.
void settle_picture(Context& context, const Caller& caller, const WrittenPicture& written);

inline constexpr std::int64_t lying_picture_ms = hour_ms;

/// Removes files without a row, which a crash left, or a deletion that a crash cut short. Younger
/// ones than an hour stay. Returns how many went.
std::size_t sweep_pictures(Context& context);

}  // namespace louxia::app
