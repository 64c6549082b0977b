# louxia_layer(name FOLDER folder... [EXCEPT subfolder...] [USES layer...] [PARTS library...])
#
# A static library of every .cpp below the folders. USES are the arrows to other layers, seen by
# whoever links this one; PARTS are foreign libraries. A folder without sources yet gives an
# INTERFACE library, so that an unfinished room does not break the house.
function(louxia_layer name)
    cmake_parse_arguments(LAYER "" "" "FOLDER;EXCEPT;USES;PARTS" ${ARGN})
    set(sources)
    foreach(folder IN LISTS LAYER_FOLDER)
        file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
             "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
        foreach(subfolder IN LISTS LAYER_EXCEPT)
            list(FILTER found EXCLUDE REGEX "^${folder}/${subfolder}/")
        endforeach()
        list(APPEND sources ${found})
    endforeach()
    list(FILTER sources EXCLUDE REGEX "(^|/)main\\.cpp$")

    if(sources)
        list(TRANSFORM sources PREPEND "${CMAKE_SOURCE_DIR}/")
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PUBLIC ${LAYER_USES} ${LAYER_PARTS} PRIVATE louxia_options)
        target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
        louxia_check_own_code(${name})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${LAYER_USES} ${LAYER_PARTS})
        target_include_directories(${name} INTERFACE "${CMAKE_SOURCE_DIR}")
    endif()
endfunction()

# clang-tidy, in the tidy preset, on our own targets only.
function(louxia_check_own_code name)
    if(LOUXIA_TIDY)
        set_target_properties(${name} PROPERTIES CXX_CLANG_TIDY
            "${LOUXIA_CLANG_TIDY};--quiet;--extra-arg=-Wno-unknown-warning-option")
    endif()
endfunction()

# Our four test-engine hooks stand in client/platform while imgui calls them: tell the linker that
# the two need each other.
function(louxia_close_imgui_hooks platform)
    get_target_property(kind ${platform} TYPE)
    if(TARGET louxia_imgui AND kind STREQUAL "STATIC_LIBRARY" AND LOUXIA_IMGUI_READY)
        target_link_libraries(louxia_imgui INTERFACE ${platform})
    endif()
endfunction()
