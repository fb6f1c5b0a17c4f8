# The C interface of MPI: PlainMPI::mpi.
#
# CMake's own FindMPI, asked for C, needs the C language enabled in whoever looks for entrepot; asked for C++, it links
# programs to the C++ bindings, which MPI 3 has dropped. This asks for C++ and leaves the bindings out.
set(MPI_CXX_SKIP_MPICXX TRUE)
find_package(MPI QUIET COMPONENTS CXX)
set(PlainMPI_LIBRARIES ${MPI_CXX_LIBRARIES})
list(FILTER PlainMPI_LIBRARIES EXCLUDE REGEX "mpi(ch)?_?cxx")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PlainMPI REQUIRED_VARS PlainMPI_LIBRARIES MPI_CXX_FOUND VERSION_VAR MPI_CXX_VERSION)

if(PlainMPI_FOUND AND NOT TARGET PlainMPI::mpi)
  add_library(PlainMPI::mpi INTERFACE IMPORTED)
  set_target_properties(PlainMPI::mpi PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${MPI_CXX_INCLUDE_DIRS}"
    INTERFACE_COMPILE_DEFINITIONS "OMPI_SKIP_MPICXX;MPICH_SKIP_MPICXX"
    INTERFACE_LINK_LIBRARIES "${PlainMPI_LIBRARIES}")
endif()
