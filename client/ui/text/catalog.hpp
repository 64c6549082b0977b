// The client's words in two languages. `Catalog` is a struct of string literals, with one
// initialiser per language (zh.hpp, en.hpp) that names every member: a missing or misspelt one does
// not compile
// (-Wmissing-field-initializers is an error). Patterns hold {0} {1} …, filled by format()
// (format.hpp). What widgets say by themselves is in kit.hpp.
#pragma once

#include "client/ui/text/common.hpp"
#include "client/ui/text/leader.hpp"
#include "client/ui/text/resident.hpp"
#include "client/ui/text/staff.hpp"

namespace louxia::ui {

struct Catalog {
    const char* app_name;
    CommonText common;
    RefusalText refusals;
    ResidentText resident;
    LeaderText leader;
    StaffText staff;
};

// The catalogue of a language; anything but English reads Chinese.
const Catalog& catalog(bool english);

}  // namespace louxia::ui
