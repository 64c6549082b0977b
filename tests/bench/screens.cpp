#include "tests/bench/screens.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "client/platform/headless/headless_platform.hpp"
#include "client/ui/app.hpp"

namespace louxia::bench {
namespace {

constexpr double target_ms = 4.0;
constexpr int warm_up_frames = 5;
constexpr int frames_each = 40;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// "/api/v1/leader/today?community=x" is kept as "api_v1_leader_today.json".
std::string file_of(const std::string& url) {
    std::string name = url.substr(1, url.find('?') - 1);
    std::replace(name.begin(), name.end(), '/', '_');
    return name + ".json";
}

HttpReply answer_from(const std::string& folder, const HttpRequest& request) {
    HttpReply reply;
    reply.body = read_file(folder + "/" + file_of(request.url));
    reply.status = reply.body.empty() ? 404 : 200;
    if (reply.body.empty()) reply.body = R"({"code":7,"error":"not_found","field":""})";
    reply.headers.push_back({"content-type", "application/json"});
    return reply;
}

struct Face {
    const char* name;
    const char* person;  ///< whose answers: a folder of its own
    std::string path;
    Viewport view;
};

struct Times {
    double median_ms = 0;
    double worst_ms = 0;  ///< 99 of 100 are below it
    int vertices = 0;
    float height = 0;
};

/// Frames while the page is scrolled from top to end, or the same one again when it is short.
Times times_of(const std::string& folder, const Face& face) {
    HeadlessPlatform platform;
    platform.view = face.view;
    platform.history = {face.path};
    platform.wall_utc_ms = std::stoll(read_file(folder + "/now"));
    const std::string own = folder + "/" + face.person;
    platform.server = [&own](const HttpRequest& request) { return answer_from(own, request); };
    const std::unique_ptr<ui::App> app = create_app(platform);
    Headless shown(platform, *app);
    shown.settle();
    const float end = std::max(0.F, platform.content_height - face.view.height);
    std::vector<double> times;
    for (int i = -warm_up_frames; i < frames_each; ++i) {
        platform.scroll_to(end * static_cast<float>(std::max(i, 0)) / (frames_each - 1));
        const auto before = std::chrono::steady_clock::now();
        shown.frame();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - before;
        if (i >= 0) times.push_back(took.count());
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100], shown.surface().vertices,
            platform.content_height};
}

}  // namespace

int measure_screens(const std::string& folder) {
    const std::string place = "/c/" + read_file(folder + "/community");
    const std::string order = read_file(folder + "/order");
    const std::string group = read_file(folder + "/group");
    const Viewport phone{390, 844, 2};
    const Viewport kiosk{1080, 1920, 1};
    const std::vector<Face> faces{
        {"home_440_items", "resident", place, phone},
        {"group", "resident", "/g/" + group, phone},
        {"order", "resident", "/o/" + order, phone},
        {"feed", "resident", place + "/posts", phone},
        {"leader_today", "leader", place + "/leader", phone},
        {"leader_households", "leader", place + "/leader/households", phone},
        {"shop", "shop", place + "/shop", phone},
        {"courier", "courier", place + "/courier", phone},
        {"kiosk", "kiosk", place + "/kiosk", kiosk},
    };
    bool all_good = true;
    for (const Face& face : faces) {
        std::vector<double> medians;
        Times times;
        for (int round = 0; round < 3; ++round) {
            times = times_of(folder, face);
            medians.push_back(times.median_ms);
        }
        std::sort(medians.begin(), medians.end());
        const bool good = medians[1] <= target_ms;
        all_good = all_good && good;
        std::printf("  %s: %.0f px high, %d vertices in all, 99 %% of frames below %.2f ms\n",
                    face.name, static_cast<double>(times.height), times.vertices, times.worst_ms);
        std::printf("figure: frame_%s %.2f ms target %.0f %s\n", face.name, medians[1], target_ms,
                    good ? "ok" : "short");
    }
    const char* strict = std::getenv("STRICT");
    return !all_good && strict != nullptr && std::string_view(strict) == "1" ? 1 : 0;
}

}  // namespace louxia::bench
