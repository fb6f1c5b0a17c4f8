# Compile through ccache when it is there and works. A ccache that cannot write its cache (no home directory, a
# read-only one) fails every compilation, so it is tried out first. A launcher that was asked for is left alone.
# With its base folder, clones of the repository side by side share what one of them has compiled.
find_program(ENTREPOT_CCACHE ccache)
if(ENTREPOT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(probe ${PROJECT_BINARY_DIR}/CMakeFiles/ccache-probe)
  file(WRITE ${probe}.cpp "int main() {}\n")
  execute_process(COMMAND ${ENTREPOT_CCACHE} ${CMAKE_CXX_COMPILER} -c ${probe}.cpp -o ${probe}.o
    RESULT_VARIABLE probe_failed OUTPUT_QUIET ERROR_QUIET)
  if(probe_failed)
    message(STATUS "ccache does not work here and is not used")
  else()
    message(STATUS "Compiling through ${ENTREPOT_CCACHE}")
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${ENTREPOT_CCACHE})
  endif()
  unset(probe)
  unset(probe_failed)
endif()
