# Version and commit, in a generated header that the provenance of every result quotes.
#
# The commit is asked for at every build, not at configure time, so that the header never names an older commit than
# the one that was built; it is rewritten, and what includes it recompiled, only when it changes. This file is both
# included by CMakeLists.txt and, with ENTREPOT_VERSION_HEADER set, run as the script of that build step.
if(NOT ENTREPOT_VERSION_HEADER)
  set(header ${PROJECT_BINARY_DIR}/generated/entrepot_version.hpp)
  set(command ${CMAKE_COMMAND} -D ENTREPOT_VERSION_HEADER=${header} -D PROJECT_VERSION=${PROJECT_VERSION}
    -D PROJECT_SOURCE_DIR=${PROJECT_SOURCE_DIR} -P ${CMAKE_CURRENT_LIST_FILE})
  add_custom_target(entrepot_version COMMAND ${command} BYPRODUCTS ${header} COMMENT "Version and commit" VERBATIM)
  add_dependencies(entrepot_lib entrepot_version)
  target_include_directories(entrepot_lib SYSTEM PRIVATE ${PROJECT_BINARY_DIR}/generated)
  execute_process(COMMAND ${command} COMMAND_ERROR_IS_FATAL ANY)  # for tools that read sources before the first build
  unset(header)
  unset(command)
  return()
endif()

# A source tree that lies inside another project's repository must not take that project's commit for its own.
set(ENTREPOT_COMMIT "")
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} rev-parse --show-prefix
  RESULT_VARIABLE no_repository OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(no_repository STREQUAL "0" AND prefix STREQUAL "")
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} describe --always --dirty --exclude=* --abbrev=12
    OUTPUT_VARIABLE ENTREPOT_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT ENTREPOT_COMMIT)
  set(ENTREPOT_COMMIT "unknown")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/version.hpp.in ${ENTREPOT_VERSION_HEADER} @ONLY)
