#include <algorithm>
#include <array>
#include <vector>

#include "shared/domain/price_sheet.hpp"
#include "shared/domain/price_sheet_cells.hpp"

namespace louxia {
namespace {

using namespace std::string_view_literals;

struct Province {
    std::string_view name;
    std::string_view sign;        ///< the one-character name on number plates
    std::string_view other_sign;  ///< a second one in use, or empty
};

constexpr std::array provinces_known{
    Province{"北京", "京", ""},   Province{"天津", "津", ""},   Province{"河北", "冀", ""},
    Province{"山西", "晋", ""},   Province{"内蒙古", "蒙", ""}, Province{"辽宁", "辽", ""},
    Province{"吉林", "吉", ""},   Province{"黑龙江", "黑", ""}, Province{"上海", "沪", ""},
    Province{"江苏", "苏", ""},   Province{"浙江", "浙", ""},   Province{"安徽", "皖", ""},
    Province{"福建", "闽", ""},   Province{"江西", "赣", ""},   Province{"山东", "鲁", ""},
    Province{"河南", "豫", ""},   Province{"湖北", "鄂", ""},   Province{"湖南", "湘", ""},
    Province{"广东", "粤", ""},   Province{"广西", "桂", ""},   Province{"海南", "琼", ""},
    Province{"重庆", "渝", ""},   Province{"四川", "川", "蜀"}, Province{"贵州", "贵", "黔"},
    Province{"云南", "云", "滇"}, Province{"西藏", "藏", ""},   Province{"陕西", "陕", "秦"},
    Province{"甘肃", "甘", "陇"}, Province{"青海", "青", ""},   Province{"宁夏", "宁", ""},
    Province{"新疆", "新", ""},   Province{"香港", "港", ""},   Province{"澳门", "澳", ""},
    Province{"台湾", "台", ""},
};
constexpr std::array endings{"维吾尔自治区"sv, "壮族自治区"sv, "回族自治区"sv,
                             "自治区"sv,       "省"sv,         "市"sv};
constexpr std::array separators{"、"sv, "，"sv, ","sv, "/"sv, " "sv, "\u3000"sv};

bool take(std::string_view& rest, std::string_view word) noexcept {
    if (word.empty() || !rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
}

const Province* take_province(std::string_view& rest) noexcept {
    // Whole names first: 云 begins 云南, and 新 begins 新疆.
    for (const Province& province : provinces_known) {
        if (take(rest, province.name)) {
            for (const std::string_view ending : endings) {
                if (take(rest, ending)) break;
            }
            return &province;
        }
    }
    for (const Province& province : provinces_known) {
        if (take(rest, province.sign) || take(rest, province.other_sign)) return &province;
    }
    return nullptr;
}

}  // namespace

OriginText expand_origin(std::string_view provinces) {
    const std::string_view written = sheet::trim(provinces);
    std::vector<const Province*> found;
    std::string_view rest = written;
    while (!rest.empty()) {
        const bool separated =
            std::any_of(separators.begin(), separators.end(),
                        [&rest](std::string_view separator) { return take(rest, separator); });
        if (separated) continue;
        const Province* province = take_province(rest);
        if (province == nullptr) return {std::string(written), false};
        if (std::find(found.begin(), found.end(), province) == found.end()) {
            found.push_back(province);
        }
    }
    if (found.empty() && !written.empty()) return {std::string(written), false};

    OriginText origin;
    for (const Province* province : found) {
        if (!origin.text.empty()) origin.text += "、";
        origin.text += province->name;
    }
    return origin;
}

}  // namespace louxia
