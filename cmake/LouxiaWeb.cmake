# The browser's half: one .js and one .wasm, staged with hashed names by cmake/stage_web.mjs.

louxia_layer(louxia_platform_browser FOLDER client/platform EXCEPT headless
             USES louxia_ui louxia_imgui louxia_net)
louxia_close_imgui_hooks(louxia_platform_browser)

file(GLOB entry CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/client/main.cpp"
     "${CMAKE_SOURCE_DIR}/client/platform/browser/main.cpp")
file(GLOB libraries CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/client/platform/browser/*.lib.js")
# louxia_web_program(name source library...): app.js and app.wasm of one ui::App.
function(louxia_web_program name)
    cmake_parse_arguments(PARSE_ARGV 1 own "" "" "SOURCES;USES")
    add_executable(${name} ${entry} ${own_SOURCES})
    set_target_properties(${name} PROPERTIES OUTPUT_NAME app SUFFIX .js)
    target_link_libraries(${name} PRIVATE louxia_options ${own_USES} louxia_platform_browser louxia_ui)
    target_link_options(${name} PRIVATE -fno-exceptions -fno-rtti
        -sFILESYSTEM=0 -sMALLOC=emmalloc -sENVIRONMENT=web -sTEXTDECODER=2 -sALLOW_MEMORY_GROWTH=1
        -sMAX_WEBGL_VERSION=2 -sMIN_WEBGL_VERSION=2 -sSUPPORT_ERRNO=0 -sEXIT_RUNTIME=0 -sTOTAL_STACK=1MB
        -sINCOMING_MODULE_JS_API=instantiateWasm,preRun,onAbort
        "$<IF:$<CONFIG:Debug>,-sASSERTIONS=2,-sASSERTIONS=0>")
    foreach(library IN LISTS libraries)
        target_link_options(${name} PRIVATE "SHELL:--js-library \"${library}\"")
        set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${library}")
    endforeach()
endfunction()

louxia_web_program(louxia_web USES louxia_screens louxia_model louxia_net)

# build/web/: everything that the browser loads, under hashed names and precompressed.
set(LOUXIA_STAGE "${CMAKE_BINARY_DIR}/web" CACHE PATH "Where the browser's files are staged")
find_program(LOUXIA_NODE node REQUIRED NO_CMAKE_FIND_ROOT_PATH)
function(louxia_stage_program name program folder out shrink)
    add_custom_target(${name} ALL
        COMMAND "${LOUXIA_NODE}" "${CMAKE_SOURCE_DIR}/cmake/stage_web.mjs" --source "${CMAKE_SOURCE_DIR}"
                --wasm "${folder}" --out "${out}" --cache "${CMAKE_BINARY_DIR}/stage-cache"
                --shrink ${shrink}
        COMMENT "Staging ${out}" VERBATIM)
    add_dependencies(${name} ${program})
endfunction()
louxia_stage_program(louxia_stage louxia_web "${CMAKE_BINARY_DIR}" "${LOUXIA_STAGE}"
                     "$<IF:$<CONFIG:Debug>,no,yes>")

# The kit on a few pages, for looking at: /dev/gallery of a debug server that serves this stage.
if(BUILD_TESTING)
    louxia_web_program(louxia_gallery_web
                       SOURCES "${CMAKE_SOURCE_DIR}/tests/client/gallery/gallery.cpp"
                               "${CMAKE_SOURCE_DIR}/tests/client/gallery/web/main.cpp")
    target_include_directories(louxia_gallery_web PRIVATE "${CMAKE_SOURCE_DIR}")
    set_target_properties(louxia_gallery_web PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/gallery")
    get_filename_component(gallery "${LOUXIA_STAGE}/../gallery" ABSOLUTE)
    louxia_stage_program(louxia_stage_gallery louxia_gallery_web "${CMAKE_BINARY_DIR}/gallery"
                         "${gallery}" no)
endif()
