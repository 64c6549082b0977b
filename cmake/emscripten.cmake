# Toolchain of the presets web and web-debug: whichever emcc emsdk-setup.sh found or installed.
find_program(LOUXIA_EMCC emcc HINTS "${CMAKE_CURRENT_LIST_DIR}/../.deps/emsdk/upstream/emscripten"
             NO_CMAKE_FIND_ROOT_PATH)
if(NOT LOUXIA_EMCC)
    message(FATAL_ERROR "emcc is missing: run ./emsdk-setup.sh")
endif()
file(REAL_PATH "${LOUXIA_EMCC}" emcc_file)
get_filename_component(emcc_folder "${emcc_file}" DIRECTORY)
include("${emcc_folder}/cmake/Modules/Platform/Emscripten.cmake")

# Debian's emcc looks for acorn with whatever node is first on PATH, which may not be Debian's.
if(EXISTS /usr/share/nodejs/acorn)
    set(CMAKE_C_LINKER_LAUNCHER "${CMAKE_COMMAND}" -E env NODE_PATH=/usr/share/nodejs)
    set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_C_LINKER_LAUNCHER})
endif()
