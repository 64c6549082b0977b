# The browser's half: one .js and one .wasm, staged with hashed names by cmake/stage_web.mjs.

louxia_layer(louxia_platform_browser FOLDER client/platform EXCEPT headless
             USES louxia_ui louxia_imgui louxia_net)
louxia_close_imgui_hooks(louxia_platform_browser)

file(GLOB entry CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/client/main.cpp"
     "${CMAKE_SOURCE_DIR}/client/platform/browser/main.cpp")
file(GLOB libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/client/platform/browser/*.lib.js")
if(entry)
    add_executable(louxia_web ${entry})
    set_target_properties(louxia_web PROPERTIES OUTPUT_NAME app SUFFIX .js)
    target_link_libraries(louxia_web PRIVATE louxia_options louxia_screens louxia_model louxia_net
                          louxia_platform_browser louxia_ui)
    target_link_options(louxia_web PRIVATE -fno-exceptions -fno-rtti
        -sFILESYSTEM=0 -sMALLOC=emmalloc -sENVIRONMENT=web -sTEXTDECODER=2 -sALLOW_MEMORY_GROWTH=1
        -sMAX_WEBGL_VERSION=2 -sMIN_WEBGL_VERSION=2 -sSUPPORT_ERRNO=0 -sEXIT_RUNTIME=0 -sTOTAL_STACK=1MB
        "$<IF:$<CONFIG:Debug>,-sASSERTIONS=2,-sASSERTIONS=0>")
    foreach(library IN LISTS libraries)
        target_link_options(louxia_web PRIVATE "SHELL:--js-library \"${library}\"")
        set_property(TARGET louxia_web APPEND PROPERTY LINK_DEPENDS "${library}")
    endforeach()
endif()

# build/web/: everything that the browser loads, under hashed names and precompressed.
set(LOUXIA_STAGE "${CMAKE_BINARY_DIR}/web" CACHE PATH "Where the browser's files are staged")
find_program(LOUXIA_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
add_custom_target(louxia_stage ALL
    COMMAND "${LOUXIA_NODE}" "${CMAKE_SOURCE_DIR}/cmake/stage_web.mjs" --source "${CMAKE_SOURCE_DIR}"
            --wasm "${CMAKE_BINARY_DIR}" --out "${LOUXIA_STAGE}"
            --cache "${CMAKE_BINARY_DIR}/stage-cache"
            --shrink "$<IF:$<CONFIG:Debug>,no,yes>"
    COMMENT "Staging ${LOUXIA_STAGE}" VERBATIM)
if(TARGET louxia_web)
    add_dependencies(louxia_stage louxia_web)
endif()
