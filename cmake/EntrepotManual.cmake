# The manual page and the completions of shells, written by the program itself at build time, and where they go.
set(folder ${PROJECT_BINARY_DIR}/manual)
set(pages "")

function(entrepot_written_by_program file)  # the arguments of the program follow
  add_custom_command(OUTPUT ${folder}/${file}
    COMMAND entrepot ${ARGN} > ${folder}/${file}
    DEPENDS entrepot COMMENT "Writing ${file}" VERBATIM)
  set(pages ${pages} ${folder}/${file} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${folder})
entrepot_written_by_program(entrepot.1 docs man)
entrepot_written_by_program(entrepot.bash completion bash)
entrepot_written_by_program(entrepot.zsh completion zsh)
entrepot_written_by_program(entrepot.fish completion fish)
add_custom_target(entrepot_manual ALL DEPENDS ${pages})

install(FILES ${folder}/entrepot.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${folder}/entrepot.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME entrepot)
install(FILES ${folder}/entrepot.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _entrepot)
install(FILES ${folder}/entrepot.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
unset(folder)
unset(pages)
