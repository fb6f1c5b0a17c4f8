# One library that holds every module of sim/, and the program on top of it.
file(GLOB_RECURSE ENTREPOT_SOURCES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/sim/*.cpp)
set(ENTREPOT_PROGRAM_SOURCES ${PROJECT_SOURCE_DIR}/sim/cli/main.cpp ${PROJECT_SOURCE_DIR}/sim/cli/large_pages.cpp)
list(REMOVE_ITEM ENTREPOT_SOURCES ${ENTREPOT_PROGRAM_SOURCES})
file(GLOB_RECURSE ENTREPOT_HEADERS CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/entrepot/*.hpp)
# Modules share these among themselves; they need HDF5 or nlohmann-json, which users of the
# installed library need not have.
list(FILTER ENTREPOT_HEADERS EXCLUDE REGEX "entrepot/(io/hdf5|report/(compare|displacement)_report|results/(file_parts|identity))\\.hpp$")

add_library(entrepot_lib STATIC ${ENTREPOT_SOURCES})
add_library(entrepot::entrepot ALIAS entrepot_lib)
set_target_properties(entrepot_lib PROPERTIES OUTPUT_NAME entrepot EXPORT_NAME entrepot)
target_compile_features(entrepot_lib PUBLIC cxx_std_20)
target_sources(entrepot_lib PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/include FILES ${ENTREPOT_HEADERS})
# What public headers include is PUBLIC. Of the rest, libraries must be found again by programs that link this
# static library (cmake/entrepot-config.cmake.in); headers alone need not be, hence BUILD_INTERFACE.
target_link_libraries(entrepot_lib
  PUBLIC fmt::fmt TBB::tbb Boost::headers Threads::Threads
  PRIVATE yaml-cpp HDF5Serial::hdf5 HDF5Serial::hl XXHash::xxhash LibCSV::csv
    $<BUILD_INTERFACE:nlohmann_json::nlohmann_json> $<BUILD_INTERFACE:CLI11::CLI11>
    $<BUILD_INTERFACE:Random123::random123>)

set(ENTREPOT_WITH_MPI FALSE)
if(ENTREPOT_MPI AND PlainMPI_FOUND)
  set(ENTREPOT_WITH_MPI TRUE)
  target_link_libraries(entrepot_lib PRIVATE PlainMPI::mpi)
  set_source_files_properties(${PROJECT_SOURCE_DIR}/sim/sweep/mpi.cpp PROPERTIES COMPILE_DEFINITIONS ENTREPOT_WITH_MPI)
endif()

target_compile_options(entrepot_lib PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
# gcc 12 sees overlaps in std::string operator+ that are not there (gcc bug 105651).
target_compile_options(entrepot_lib PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# The same bits on every machine: no fused multiply-add, no reassociation, and the elementary functions of musl, not those
# of the C library. Its sources are unmodified; libm.h says what they are given in place of musl's headers.
target_compile_options(entrepot_lib PRIVATE -ffp-contract=off)
set(ENTREPOT_MUSL_DIR ${PROJECT_SOURCE_DIR}/sim/core/musl)
file(GLOB ENTREPOT_MUSL_SOURCES CONFIGURE_DEPENDS ${ENTREPOT_MUSL_DIR}/*.c)
add_library(entrepot_musl OBJECT ${ENTREPOT_MUSL_SOURCES})
set_target_properties(entrepot_musl PROPERTIES C_STANDARD 99 C_EXTENSIONS OFF)
target_compile_options(entrepot_musl PRIVATE -ffp-contract=off -include ${ENTREPOT_MUSL_DIR}/libm.h)
target_include_directories(entrepot_musl PRIVATE ${ENTREPOT_MUSL_DIR})
target_sources(entrepot_lib PRIVATE $<TARGET_OBJECTS:entrepot_musl>)
if(ENTREPOT_WERROR)
  target_compile_options(entrepot_lib PRIVATE -Werror)
endif()

add_executable(entrepot ${ENTREPOT_PROGRAM_SOURCES})
target_link_libraries(entrepot PRIVATE entrepot_lib)
