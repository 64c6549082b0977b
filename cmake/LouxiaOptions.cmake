# Language level, warnings, sanitizers and caches for our own code: everything that links
# `louxia_options` obeys them; foreign sources do not.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Debug CACHE STRING "Debug, Release or MinSizeRel" FORCE)
endif()

set(LOUXIA_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize= (native builds)")
option(LOUXIA_TIDY "Run clang-tidy on each of our sources" OFF)
option(BUILD_TESTING "Build the tests" ON)

find_program(LOUXIA_CCACHE ccache)
if(LOUXIA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # base_dir makes the cache serve every checkout and build folder alike.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
        CCACHE_NOHASHDIR=1 "${LOUXIA_CCACHE}")
    set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

add_library(louxia_options INTERFACE)
target_include_directories(louxia_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(louxia_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch-enum -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough
    # A designated initializer that leaves the rest to its defaults is how we build values.
    -Wno-missing-field-initializers -Werror)

if(EMSCRIPTEN)
    # EM_JS and EM_ASM need the two extensions; a capture used in one branch of an `if constexpr`
    # is no mistake.
    target_compile_options(louxia_options INTERFACE -fno-exceptions -fno-rtti
        -Wno-gnu-zero-variadic-macro-arguments -Wno-dollar-in-identifier-extension
        -Wno-unused-lambda-capture)
endif()

if(LOUXIA_SANITIZE)
    add_compile_options("-fsanitize=${LOUXIA_SANITIZE}" -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options("-fsanitize=${LOUXIA_SANITIZE}")
    # -Wmaybe-uninitialized and its kin misfire on sanitized code in GCC 12.
    target_compile_options(louxia_options INTERFACE -Wno-error=maybe-uninitialized
        -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict)
    if(LOUXIA_SANITIZE MATCHES "thread")
        target_compile_options(louxia_options INTERFACE -Wno-tsan)
    endif()
endif()

if(NOT EMSCRIPTEN)
    # GCC bug 105329: a false alarm in std::string's operator+ at -O2 and above.
    target_compile_options(louxia_options INTERFACE
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict>)
    add_compile_options($<$<CONFIG:Debug>:-D_GLIBCXX_ASSERTIONS>)
endif()

if(LOUXIA_TIDY)
    find_program(LOUXIA_CLANG_TIDY NAMES clang-tidy REQUIRED)
endif()
