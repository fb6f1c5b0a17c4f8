# `cpack` in the build folder: one .deb, with Depends as dpkg-shlibdeps finds them.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME entrepot)
set(CPACK_PACKAGE_CONTACT "entrepot developers <entrepot@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION
"Simulates, week by week, how restricted AI accelerators reach restricted buyers
through vendors, channel partners and intermediaries in hub jurisdictions, and
what export-control rules and their enforcement change about it.
Holds the program, its C++ library, scenarios, and a Python package that reads
the results.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES TRUE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the Python package imports and the fonts of its figures, then what compiling against the library needs.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-lohit-deva, fonts-tlwg-garuda-ttf, fonts-wqy-microhei, \
python3, python3-arabic-reshaper, python3-bidi, python3-h5netcdf, python3-h5py, python3-jinja2, python3-matplotlib, \
python3-numpy, python3-pandas, python3-scipy, python3-xarray, python3-xxhash, python3-yaml")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, g++, libboost-dev, libcsv-dev, libfmt-dev, libhdf5-dev, libopenmpi-dev, libtbb-dev, \
libxxhash-dev, libyaml-cpp-dev, openmpi-bin, slurm-client")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/debian/prerm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION TRUE)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

include(CPack)
