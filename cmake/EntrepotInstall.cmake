# `cmake --install`: the program, the library with its headers and CMake config, scenarios, the Python package, docs.
include(CMakePackageConfigHelpers)

set(ENTREPOT_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/entrepot)
set(ENTREPOT_SHARE_DIR ${CMAKE_INSTALL_DATADIR}/entrepot)

install(TARGETS entrepot RUNTIME)
install(TARGETS entrepot_lib EXPORT entrepot-targets ARCHIVE FILE_SET HEADERS)
install(EXPORT entrepot-targets NAMESPACE entrepot:: DESTINATION ${ENTREPOT_CMAKE_DIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/entrepot-config.cmake.in
  ${PROJECT_BINARY_DIR}/entrepot-config.cmake
  INSTALL_DESTINATION ${ENTREPOT_CMAKE_DIR} PATH_VARS ENTREPOT_SHARE_DIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/entrepot-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/entrepot-config.cmake ${PROJECT_BINARY_DIR}/entrepot-config-version.cmake
  ${CMAKE_CURRENT_LIST_DIR}/FindHDF5Serial.cmake ${CMAKE_CURRENT_LIST_DIR}/FindPlainMPI.cmake
  ${CMAKE_CURRENT_LIST_DIR}/FindXXHash.cmake ${CMAKE_CURRENT_LIST_DIR}/FindLibCSV.cmake
  DESTINATION ${ENTREPOT_CMAKE_DIR})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios/ DESTINATION ${ENTREPOT_SHARE_DIR}/scenarios OPTIONAL)
# The first line of a scenario names the schema for editors. In the source tree it is the one of the release build.
install(CODE "
  file(GLOB_RECURSE scenarios \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${ENTREPOT_SHARE_DIR}/scenarios/*.yaml\")
  foreach(scenario IN LISTS scenarios)
    file(READ \"\${scenario}\" text)
    string(REPLACE /build/release/scenario.schema.json /scenario.schema.json installed \"\${text}\")
    string(REPLACE /build/release/evidence.schema.json /evidence.schema.json installed \"\${installed}\")
    if(NOT installed STREQUAL text)
      file(WRITE \"\${scenario}\" \"\${installed}\")
    endif()
  endforeach()")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/analysis/entrepot DESTINATION ${ENTREPOT_SHARE_DIR}/python OPTIONAL
  PATTERN __pycache__ EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs OPTIONAL)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/LICENSE
  ${PROJECT_SOURCE_DIR}/CITATION.cff
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
