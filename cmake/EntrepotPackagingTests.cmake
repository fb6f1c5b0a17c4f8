# Tests of what stands around the code.

# The installed library and the .deb, tried out as their users would: part of the release build's tests.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND ENTREPOT_INSTALL)
  add_test(NAME packaging COMMAND ${PROJECT_SOURCE_DIR}/scripts/check-packaging ${PROJECT_BINARY_DIR})
  set_tests_properties(packaging PROPERTIES LABELS packaging TIMEOUT 900 RUN_SERIAL ON)
endif()

# The links and the scenarios in the documentation.
add_test(NAME docs COMMAND ${PROJECT_SOURCE_DIR}/scripts/check-docs)
set_tests_properties(docs PROPERTIES ENVIRONMENT ENTREPOT_BINARY=$<TARGET_FILE:entrepot>)
