# Foreign parts, each behind a target of ours whose headers are SYSTEM headers. Debian's packages
# come from emsdk-setup.sh, as do the newer sources in .deps/.

set(LOUXIA_DEPS "${CMAKE_SOURCE_DIR}/.deps" CACHE PATH "Sources fetched by emsdk-setup.sh")
set(LOUXIA_IMGUI_MIN 19200)
set(LOUXIA_HTTPLIB_MIN 0.41.0)

# One header folder from the system, linked into the build tree: emcc must not see /usr/include.
function(louxia_link_header_folder name)
    set(into "${CMAKE_BINARY_DIR}/headers/${name}")
    find_path(LOUXIA_HEADERS_${name} "${name}" PATHS /usr/include /usr/local/include
              NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH)
    if(NOT LOUXIA_HEADERS_${name})
        message(FATAL_ERROR "The headers of ${name} are missing: run ./emsdk-setup.sh")
    endif()
    file(MAKE_DIRECTORY "${into}")
    file(CREATE_LINK "${LOUXIA_HEADERS_${name}}/${name}" "${into}/${name}" SYMBOLIC)
    add_library(louxia_headers_${name} INTERFACE)
    target_include_directories(louxia_headers_${name} SYSTEM INTERFACE "${into}")
endfunction()

# The value of `#define NAME VALUE` in a header, or empty.
function(louxia_read_define header name result)
    set(value "")
    if(EXISTS "${header}")
        file(STRINGS "${header}" line REGEX "^#define[ \t]+${name}[ \t]" LIMIT_COUNT 1)
        string(REGEX REPLACE "^#define[ \t]+${name}[ \t]+\"?([^\" \t]+).*" "\\1" value "${line}")
    endif()
    set(${result} "${value}" PARENT_SCOPE)
endfunction()

louxia_link_header_folder(nlohmann)
add_library(louxia_json INTERFACE)
target_link_libraries(louxia_json INTERFACE louxia_headers_nlohmann)
target_compile_definitions(louxia_json INTERFACE JSON_NOEXCEPTION JSON_USE_IMPLICIT_CONVERSIONS=0)

louxia_link_header_folder(doctest)
add_library(louxia_doctest INTERFACE)
target_link_libraries(louxia_doctest INTERFACE louxia_headers_doctest)
if(EMSCRIPTEN)
    target_compile_definitions(louxia_doctest INTERFACE
        DOCTEST_CONFIG_NO_EXCEPTIONS_BUT_WITH_ALL_ASSERTS DOCTEST_CONFIG_NO_POSIX_SIGNALS)
endif()

# Dear ImGui: core and, in the browser, its GL backend. Before client/platform's own configuration
# exists, imgui stays an empty shelf.
set(imgui "${LOUXIA_DEPS}/imgui")
louxia_read_define("${imgui}/imgui.h" IMGUI_VERSION_NUM imgui_version)
if(NOT imgui_version OR imgui_version LESS LOUXIA_IMGUI_MIN)
    message(FATAL_ERROR "Dear ImGui >= 1.92 is missing: run ./emsdk-setup.sh")
endif()
file(GLOB LOUXIA_IMGUI_READY CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/client/platform/imgui_config.h")
add_library(louxia_imgui STATIC "${imgui}/imgui.cpp" "${imgui}/imgui_draw.cpp"
            "${imgui}/imgui_tables.cpp" "${imgui}/imgui_widgets.cpp")
target_include_directories(louxia_imgui SYSTEM PUBLIC "${imgui}")
target_include_directories(louxia_imgui PUBLIC "${CMAKE_SOURCE_DIR}")
if(LOUXIA_IMGUI_READY)
    target_compile_definitions(louxia_imgui PUBLIC
        "IMGUI_USER_CONFIG=\"client/platform/imgui_config.h\"")
endif()
if(EMSCRIPTEN)
    target_sources(louxia_imgui PRIVATE "${imgui}/backends/imgui_impl_opengl3.cpp")
    target_compile_options(louxia_imgui PRIVATE -fno-exceptions -fno-rtti)
    if(EXISTS "${CMAKE_SOURCE_DIR}/client/platform/browser/small_library.cpp")
        # That file stands in for what the C library has of them.
        target_compile_definitions(louxia_imgui PRIVATE IMGUI_DISABLE_DEFAULT_FORMAT_FUNCTIONS)
    endif()
endif()

# The QR encoder's own source, so that the browser has the same one as the server. Its C half
# (qrcodegen.h) needs no exceptions and is the one for client/; the C++ half is for server/.
set(qrcodegen "${LOUXIA_DEPS}/qrcodegen")
if(NOT EXISTS "${qrcodegen}/qrcodegen/qrcodegen.cpp")
    message(FATAL_ERROR "The QR encoder's source is missing: run ./emsdk-setup.sh")
endif()
add_library(louxia_qrcodegen STATIC "${qrcodegen}/qrcodegen/qrcodegen.cpp"
            "${qrcodegen}/qrcodegen/qrcodegen.c")
target_include_directories(louxia_qrcodegen SYSTEM PUBLIC "${qrcodegen}")

if(EMSCRIPTEN)
    return()
endif()

# cpp-httplib: a header; what it bakes in at compile time is decided here, once for all users.
louxia_read_define("${LOUXIA_DEPS}/cpp-httplib/httplib.h" CPPHTTPLIB_VERSION httplib_version)
if(NOT httplib_version OR httplib_version VERSION_LESS LOUXIA_HTTPLIB_MIN)
    message(FATAL_ERROR "cpp-httplib >= 0.41 is missing: run ./emsdk-setup.sh")
endif()
find_package(Threads REQUIRED)
add_library(louxia_httplib INTERFACE)
target_include_directories(louxia_httplib SYSTEM INTERFACE "${LOUXIA_DEPS}/cpp-httplib")
target_compile_definitions(louxia_httplib INTERFACE CPPHTTPLIB_LISTEN_BACKLOG=1024
    CPPHTTPLIB_OPENSSL_SUPPORT)
find_package(OpenSSL 3 REQUIRED)
target_link_libraries(louxia_httplib INTERFACE Threads::Threads OpenSSL::SSL OpenSSL::Crypto)

# louxia_system_library(target HEADER header LIBRARY name...)
function(louxia_system_library target)
    cmake_parse_arguments(PART "" "HEADER" "LIBRARY" ${ARGN})
    find_path(${target}_header "${PART_HEADER}")
    if(NOT ${target}_header)
        message(FATAL_ERROR "${PART_HEADER} is missing: run ./emsdk-setup.sh")
    endif()
    add_library(${target} INTERFACE)
    foreach(name IN LISTS PART_LIBRARY)
        find_library(${target}_${name} "${name}")
        if(NOT ${target}_${name})
            message(FATAL_ERROR "lib${name} is missing: run ./emsdk-setup.sh")
        endif()
        target_link_libraries(${target} INTERFACE "${${target}_${name}}")
    endforeach()
endfunction()

find_package(SQLite3 REQUIRED)
louxia_system_library(louxia_sodium HEADER sodium.h LIBRARY sodium)
louxia_system_library(louxia_fido HEADER fido.h LIBRARY fido2)
louxia_system_library(louxia_time_zones HEADER date/tz.h LIBRARY date-tz)
louxia_system_library(louxia_mustache HEADER kainjow/mustache.hpp)
louxia_system_library(louxia_compression HEADER brotli/encode.h LIBRARY brotlienc brotlicommon z)
louxia_system_library(louxia_lz4 HEADER lz4.h LIBRARY lz4)
louxia_system_library(louxia_command_line HEADER CLI/CLI.hpp)

# Its headers need GLib's, whose folders only pkg-config knows.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LOUXIA_VIPS REQUIRED IMPORTED_TARGET vips>=8.13)
add_library(louxia_vips INTERFACE)
target_link_libraries(louxia_vips INTERFACE PkgConfig::LOUXIA_VIPS)
