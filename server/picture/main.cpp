// louxia-picture WIDTH FORMAT < original > smaller
//
// The decoders of pictures that strangers send, in a process of their own (docs/decisions/0035):
// one JPEG, PNG or WebP on standard input becomes one WebP or JPEG on standard output, at most
// WIDTH px wide, upright, in sRGB, without metadata. It holds no file, no socket and no secret, and
// ends within a few seconds whatever it is given.
//
// WIDTH 16–2048; FORMAT "webp" or "jpeg". Ends with 0; 2 wrong arguments; 3 not such a picture,
// damaged, or larger than we decode; 4 something of this machine failed. The kernel ends it by
// SIGXCPU after 8 s of processor time.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <vips/vips.h>

namespace {

constexpr int exit_usage = 2;
constexpr int exit_refused = 3;
constexpr int exit_failed = 4;

constexpr std::size_t bytes_max = std::size_t{16} << 20;
constexpr int side_max = 12'000;  // as server/app/picture_kind.cpp takes them in
constexpr std::int64_t pixels_max = 50'000'000;
constexpr int width_min = 16;
constexpr int width_max = 2048;
constexpr int height_factor = 4;  // a tall one ends at four times its width
constexpr rlim_t processor_s = 8;
constexpr rlim_t address_space = rlim_t{1} << 30;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

bool limit(__rlimit_resource what, rlim_t most) {
    const rlimit both{most, most};
    return setrlimit(what, &both) == 0;
}

/// Ours has no secrets to keep, but who started us may have left something open.
bool close_inherited() {
    return close_range(STDERR_FILENO + 1, ~0U, 0) == 0;
}

/// What a decoder that somebody has taken over would want: all of it is gone before the first byte
/// of the picture is read. With three descriptors open and three allowed, no file and no socket can
/// be opened any more.
bool lock_in() {
    return limit(RLIMIT_CPU, processor_s) && limit(RLIMIT_AS, address_space) &&
           limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 3) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

bool start_library(const char* name) {
    // Compiling its loops at run time would need memory that is writable and executable.
    setenv("VIPS_NOVECTOR", "1", 1);
    // Its modules, with ImageMagick's and Poppler's decoders among them, are not there to be
    // loaded.
    setenv("VIPSHOME", "/nonexistent", 1);
    if (VIPS_INIT(name) != 0) {
        return false;
    }
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    for (const char* all : {"VipsForeignLoad", "VipsForeignSave"}) {
        vips_operation_block_set(all, TRUE);
    }
    for (const char* one : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
                            "VipsForeignSaveWebp", "VipsForeignSaveJpeg"}) {
        vips_operation_block_set(one, FALSE);
    }
    return true;
}

/// Empty when there are none, too many, or they cannot be read.
std::vector<char> read_input() {
    std::vector<char> bytes(bytes_max + 1);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = read(STDIN_FILENO, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            bytes.resize(got < 0 ? 0 : filled);
            return bytes;
        }
        filled += static_cast<std::size_t>(got);
    }
    return {};
}

bool write_output(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return true;
}

/// Reads the head alone: the pixels come later, when it has said how many there are. Null when they
/// are too many, or it is no picture.
Image read_head(const std::vector<char>& bytes) {
    Image head(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
    if (!head) {
        return nullptr;
    }
    const int width = vips_image_get_width(head.get());
    const int height = vips_image_get_page_height(head.get());
    const bool fits =
        width <= side_max && height <= side_max && std::int64_t{width} * height <= pixels_max;
    return fits ? std::move(head) : nullptr;
}

/// Before encoding, since an encoder makes EXIF anew from what an image carries.
void forget_metadata(VipsImage* image) {
    char** const names = vips_image_get_fields(image);
    for (char** name = names; name != nullptr && *name != nullptr; ++name) {
        vips_image_remove(image, *name);  // size and kind are no metadata, and stay
    }
    g_strfreev(names);
}

/// The first frame, turned upright, made smaller and never larger, as 8-bit sRGB.
Image smaller(std::vector<char>& bytes, int width, bool has_profile) {
    VipsImage* made = nullptr;
    // The list of options ends with the first null: without a profile of its own it is sRGB
    // already, and would lose by being taken for a device's colours.
    if (vips_thumbnail_buffer(bytes.data(), bytes.size(), &made, width, "height",
                              width * height_factor, "size", VIPS_SIZE_DOWN, "option_string",
                              "fail_on=truncated", has_profile ? "export_profile" : nullptr, "srgb",
                              nullptr) != 0) {
        return nullptr;
    }
    const Image thumbnail(made);
    if (vips_colourspace(thumbnail.get(), &made, VIPS_INTERPRETATION_sRGB, nullptr) != 0) {
        return nullptr;
    }
    const Image colored(made);
    if (vips_copy(colored.get(), &made, nullptr) != 0) {
        return nullptr;
    }
    Image bare(made);
    forget_metadata(bare.get());
    return bare;
}

struct Encoded {
    void* bytes = nullptr;
    std::size_t size = 0;
    ~Encoded() { g_free(bytes); }
};

bool encode(VipsImage* image, std::string_view format, Encoded& into) {
    if (format == "webp") {
        return vips_webpsave_buffer(image, &into.bytes, &into.size, "Q", 78, "strip", TRUE,
                                    nullptr) == 0;
    }
    const double paper[] = {255, 255, 255};
    const std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> ground(
        vips_array_double_new(paper, 3),
        [](VipsArrayDouble* area) { vips_area_unref(VIPS_AREA(area)); });
    return vips_jpegsave_buffer(image, &into.bytes, &into.size, "Q", 80, "strip", TRUE,
                                "background", ground.get(), nullptr) == 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        return exit_usage;
    }
    const int width = std::atoi(arguments[1]);
    const std::string_view format = arguments[2];
    if (width < width_min || width > width_max || (format != "webp" && format != "jpeg")) {
        return exit_usage;
    }
    if (!close_inherited() || !start_library(arguments[0]) || !lock_in()) {
        return exit_failed;
    }
    std::vector<char> bytes = read_input();
    const Image head = bytes.empty() ? nullptr : read_head(bytes);
    if (!head) {
        return exit_refused;
    }
    const bool has_profile = vips_image_get_typeof(head.get(), VIPS_META_ICC_NAME) != 0;
    const Image image = smaller(bytes, width, has_profile);
    Encoded encoded;
    if (!image || !encode(image.get(), format, encoded)) {
        return exit_refused;
    }
    const std::string_view out(static_cast<const char*>(encoded.bytes), encoded.size);
    // Nothing of the library is worth taking down.
    _exit(write_output(out) ? EXIT_SUCCESS : exit_failed);
}
