# cmake -DFOLDER=server/store/migrations -DOUT=migrations.cpp -P EmbedMigrations.cmake
#
# Writes louxia::store::embedded_migrations() from the folder's files, NNNN_name[.dialect].sql.

file(GLOB files "${FOLDER}/*.sql")
list(SORT files)
set(rows "")
set(count 0)
set(last 0)
foreach(file IN LISTS files)
    get_filename_component(base "${file}" NAME)
    if(NOT base MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)(\\.([a-z]+))?\\.sql$")
        message(FATAL_ERROR "${file} is not named NNNN_name.sql or NNNN_name.dialect.sql")
    endif()
    set(digits "${CMAKE_MATCH_1}")
    set(name "${CMAKE_MATCH_2}")
    set(dialect "${CMAKE_MATCH_4}")
    string(REGEX REPLACE "^0+" "" number "${digits}")
    math(EXPR next "${last} + 1")
    if(NOT number EQUAL last AND NOT number EQUAL next)
        message(FATAL_ERROR "migration ${base}: the numbers run without a gap; ${next} is the next")
    endif()
    set(last ${number})
    file(READ "${file}" text)
    string(APPEND rows "    Migration{${number}, \"${name}\", \"${dialect}\", R\"sql(${text})sql\"},\n")
    math(EXPR count "${count} + 1")
endforeach()

set(body "// Made from server/store/migrations by cmake/EmbedMigrations.cmake.\n")
string(APPEND body "#include \"server/store/migration.hpp\"\n\nnamespace louxia::store {\n\n"
       "namespace {\n\nconstexpr Migration migrations[] = {\n" "${rows}" "};\n\n}  // namespace\n\n"
       "std::span<const Migration> embedded_migrations() noexcept {\n    return migrations;\n}\n\n"
       "}  // namespace louxia::store\n")
file(WRITE "${OUT}" "${body}")
