# cmake -DOUT=NAME -DFUNCTIONS=a;b -DFILES=fileA;fileB -P EmbedFiles.cmake
#
# Writes NAME.hpp and NAME.cpp: `std::string_view louxia::a() noexcept` gives the text of fileA.

get_filename_component(stem "${OUT}" NAME)
set(head "#pragma once\n\n#include <string_view>\n\nnamespace louxia {\n\n")
set(body "#include \"generated/${stem}.hpp\"\n\nnamespace louxia {\n\n")
foreach(function file IN ZIP_LISTS FUNCTIONS FILES)
    file(READ "${file}" text)
    string(APPEND head "[[nodiscard]] std::string_view ${function}() noexcept;\n")
    string(APPEND body "std::string_view ${function}() noexcept {\n"
           "    return R\"embedded(${text})embedded\";\n}\n\n")
endforeach()
string(APPEND head "\n}  // namespace louxia\n")
string(APPEND body "}  // namespace louxia\n")
file(WRITE "${OUT}.hpp" "${head}")
file(WRITE "${OUT}.cpp" "${body}")
