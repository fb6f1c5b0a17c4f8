# What the program writes about itself at build time, and where it is installed: the manual page, the completions of
# shells, the JSON Schema of scenarios.
set(written "")

function(entrepot_written_by_program file)  # the arguments of the program follow
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/${file}
    COMMAND entrepot ${ARGN} > ${PROJECT_BINARY_DIR}/${file}
    DEPENDS entrepot COMMENT "Writing ${file}" VERBATIM)
  set(written ${written} ${PROJECT_BINARY_DIR}/${file} PARENT_SCOPE)
endfunction()

set(manual ${PROJECT_BINARY_DIR}/manual)
file(MAKE_DIRECTORY ${manual})
entrepot_written_by_program(scenario.schema.json schema)
entrepot_written_by_program(manual/entrepot.1 docs man)
entrepot_written_by_program(manual/entrepot.bash completion bash)
entrepot_written_by_program(manual/entrepot.zsh completion zsh)
entrepot_written_by_program(manual/entrepot.fish completion fish)
add_custom_target(entrepot_manual ALL DEPENDS ${written})

install(FILES ${PROJECT_BINARY_DIR}/scenario.schema.json DESTINATION ${ENTREPOT_SHARE_DIR})
install(FILES ${manual}/entrepot.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/entrepot.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME entrepot)
install(FILES ${manual}/entrepot.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _entrepot)
install(FILES ${manual}/entrepot.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
unset(manual)
unset(written)
