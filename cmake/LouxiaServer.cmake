# The server and its command line: server/, native only.

louxia_layer(louxia_app FOLDER server/app USES louxia_api louxia_dispatch
             PARTS louxia_sodium louxia_time_zones)
louxia_layer(louxia_store FOLDER server/store USES louxia_app PARTS SQLite::SQLite3 louxia_sodium louxia_lz4)

# The steps of the schema travel inside the program.
set(migrations_folder "${CMAKE_SOURCE_DIR}/server/store/migrations")
file(GLOB migrations CONFIGURE_DEPENDS "${migrations_folder}/*.sql")
set(embedded_migrations "${CMAKE_BINARY_DIR}/generated/migrations.cpp")
add_custom_command(OUTPUT "${embedded_migrations}"
    COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${migrations_folder}" "-DOUT=${embedded_migrations}"
            -P "${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake"
    DEPENDS ${migrations} "${CMAKE_SOURCE_DIR}/cmake/EmbedMigrations.cmake" VERBATIM)
target_sources(louxia_store PRIVATE "${embedded_migrations}")

louxia_layer(louxia_jobs FOLDER server/jobs USES louxia_app)
louxia_layer(louxia_adapters FOLDER server/adapters USES louxia_app
             PARTS louxia_httplib louxia_sodium louxia_fido)
louxia_layer(louxia_http FOLDER server/http USES louxia_app
             PARTS louxia_httplib louxia_mustache louxia_compression louxia_qrcodegen louxia_sodium)

# The decoders of uploaded pictures, in a program of their own; the server starts it and links none.
if(NOT LOUXIA_FUZZ AND NOT LOUXIA_SANITIZE)
    add_executable(louxia_picture "${CMAKE_SOURCE_DIR}/server/picture/main.cpp")
    set_target_properties(louxia_picture PROPERTIES OUTPUT_NAME louxia-picture)
    target_link_libraries(louxia_picture PRIVATE louxia_options louxia_vips)
    louxia_check_own_code(louxia_picture)
endif()

file(GLOB main CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/server/main.cpp")
file(GLOB command_line CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/server/cli/*.cpp")
if(main)
    add_executable(louxia ${main} ${command_line})
    target_link_libraries(louxia PRIVATE louxia_options louxia_http louxia_jobs louxia_adapters
        louxia_store louxia_app louxia_api louxia_qrcodegen
        louxia_command_line Threads::Threads)
    louxia_check_own_code(louxia)
    if(TARGET louxia_picture)
        add_dependencies(louxia louxia_picture)
    endif()
endif()
