// Chinese, the first language. Short, as a neighbour says it; 你, not 您; full-width punctuation.
#pragma once

#include "client/ui/text/catalog.hpp"
#include "client/ui/text/zh_common.hpp"
#include "client/ui/text/zh_leader.hpp"
#include "client/ui/text/zh_resident.hpp"
#include "client/ui/text/zh_staff.hpp"

namespace louxia::ui {

inline constexpr Catalog zh_catalog{
    .app_name = "楼下",
    .common = zh_common,
    .refusals = zh_refusals,
    .resident = zh_resident,
    .leader = zh_leader,
    .staff = zh_staff,
};

}  // namespace louxia::ui
