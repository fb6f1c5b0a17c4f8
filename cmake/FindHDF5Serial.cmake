# The C library of serial HDF5 and its high-level library: HDF5Serial::hdf5, HDF5Serial::hl.
#
# CMake's own FindHDF5 asks h5cc, which needs the C language enabled in whoever looks for entrepot and links programs
# to what only HDF5 itself needs (libcurl, libcrypto); shared libraries bring that along by themselves.
find_path(HDF5Serial_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(HDF5Serial_LIBRARY NAMES hdf5_serial hdf5)
find_library(HDF5Serial_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl)
mark_as_advanced(HDF5Serial_INCLUDE_DIR HDF5Serial_LIBRARY HDF5Serial_HL_LIBRARY)

if(HDF5Serial_INCLUDE_DIR AND EXISTS ${HDF5Serial_INCLUDE_DIR}/H5public.h)
  file(STRINGS ${HDF5Serial_INCLUDE_DIR}/H5public.h HDF5Serial_VERSION REGEX "^#define H5_VERS_INFO +\"")
  string(REGEX REPLACE ".*version: ([0-9.]+).*" "\\1" HDF5Serial_VERSION "${HDF5Serial_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(HDF5Serial
  REQUIRED_VARS HDF5Serial_LIBRARY HDF5Serial_HL_LIBRARY HDF5Serial_INCLUDE_DIR VERSION_VAR HDF5Serial_VERSION)

if(HDF5Serial_FOUND AND NOT TARGET HDF5Serial::hdf5)
  add_library(HDF5Serial::hdf5 UNKNOWN IMPORTED)
  set_target_properties(HDF5Serial::hdf5 PROPERTIES
    IMPORTED_LOCATION ${HDF5Serial_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${HDF5Serial_INCLUDE_DIR})
  add_library(HDF5Serial::hl UNKNOWN IMPORTED)
  set_target_properties(HDF5Serial::hl PROPERTIES
    IMPORTED_LOCATION ${HDF5Serial_HL_LIBRARY} INTERFACE_LINK_LIBRARIES HDF5Serial::hdf5)
endif()
