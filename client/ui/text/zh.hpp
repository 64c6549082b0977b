// Chinese, the first language. Short, as a neighbour says it; 你, not 您; full-width punctuation.
#pragma once

#include "client/ui/text/catalog.hpp"
#include "client/ui/text/zh_common.hpp"
#include "client/ui/text/zh_resident.hpp"

namespace louxia::ui {

inline constexpr Catalog zh_catalog{
    .app_name = "楼下",
    .common = zh_common,
    .refusals = zh_refusals,
    .resident = zh_resident,
};

}  // namespace louxia::ui
