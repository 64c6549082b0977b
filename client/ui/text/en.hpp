// English, the second language, complete.
#pragma once

#include "client/ui/text/catalog.hpp"
#include "client/ui/text/en_common.hpp"
#include "client/ui/text/en_leader.hpp"
#include "client/ui/text/en_resident.hpp"
#include "client/ui/text/en_staff.hpp"

namespace louxia::ui {

inline constexpr Catalog en_catalog{
    .app_name = "Louxia",
    .common = en_common,
    .refusals = en_refusals,
    .resident = en_resident,
    .leader = en_leader,
    .staff = en_staff,
};

}  // namespace louxia::ui
