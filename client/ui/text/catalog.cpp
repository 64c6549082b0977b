#include "client/ui/text/catalog.hpp"

#include "client/ui/text/en.hpp"
#include "client/ui/text/zh.hpp"

namespace louxia::ui {

const Catalog& catalog(bool english) {
    return english ? en_catalog : zh_catalog;
}

}  // namespace louxia::ui
