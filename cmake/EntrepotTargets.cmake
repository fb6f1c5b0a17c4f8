# One library that holds every room of sim/, and the program on top of it.
file(GLOB_RECURSE ENTREPOT_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sim/*.cpp)
list(FILTER ENTREPOT_SOURCES EXCLUDE REGEX "/sim/app/main\\.cpp$")

add_library(entrepot_lib STATIC ${ENTREPOT_SOURCES})
add_library(entrepot::entrepot ALIAS entrepot_lib)
set_target_properties(entrepot_lib PROPERTIES OUTPUT_NAME entrepot EXPORT_NAME entrepot)
target_compile_features(entrepot_lib PUBLIC cxx_std_20)
target_include_directories(entrepot_lib PUBLIC
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_include_directories(entrepot_lib SYSTEM PRIVATE
  ${RANDOM123_INCLUDE_DIR} ${XXHASH_INCLUDE_DIR} ${HDF5_INCLUDE_DIRS} ${PROJECT_BINARY_DIR}/generated)
target_link_libraries(entrepot_lib
  PUBLIC fmt::fmt TBB::tbb Boost::headers Threads::Threads
  PRIVATE yaml-cpp nlohmann_json::nlohmann_json CLI11::CLI11 ${HDF5_LIBRARIES} ${HDF5_HL_LIBRARIES} ${XXHASH_LIBRARY})

target_compile_options(entrepot_lib PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# gcc 12 sees overlaps in std::string operator+ that are not there (gcc bug 105651).
target_compile_options(entrepot_lib PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Bit-identical results on every machine: no fused multiply-add, no reassociation.
target_compile_options(entrepot_lib PRIVATE -ffp-contract=off)
if(ENTREPOT_WERROR)
  target_compile_options(entrepot_lib PRIVATE -Werror)
endif()

add_executable(entrepot ${PROJECT_SOURCE_DIR}/sim/app/main.cpp)
target_link_libraries(entrepot PRIVATE entrepot_lib)
