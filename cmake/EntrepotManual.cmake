# What the program writes about itself at build time, and where it is installed: the JSON Schemas of scenarios and of
# evidence, the completions of shells, and the manual pages that help2man makes of its help.
set(written "")

function(entrepot_written_by_program file)  # the arguments of the program follow
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/${file}
    COMMAND entrepot ${ARGN} > ${PROJECT_BINARY_DIR}/${file}
    DEPENDS entrepot COMMENT "Writing ${file}" VERBATIM)
  set(written ${written} ${PROJECT_BINARY_DIR}/${file} PARENT_SCOPE)
endfunction()

entrepot_written_by_program(scenario.schema.json schema)
entrepot_written_by_program(evidence.schema.json schema evidence)
install(FILES ${PROJECT_BINARY_DIR}/scenario.schema.json ${PROJECT_BINARY_DIR}/evidence.schema.json
  DESTINATION ${ENTREPOT_SHARE_DIR})

set(folder ${PROJECT_BINARY_DIR}/completions)
file(MAKE_DIRECTORY ${folder})
entrepot_written_by_program(completions/entrepot.bash completion bash)
entrepot_written_by_program(completions/entrepot.zsh completion zsh)
entrepot_written_by_program(completions/entrepot.fish completion fish)
install(FILES ${folder}/entrepot.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME entrepot)
install(FILES ${folder}/entrepot.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _entrepot)
install(FILES ${folder}/entrepot.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

find_program(ENTREPOT_HELP2MAN help2man)
if(ENTREPOT_HELP2MAN)
  set(manual ${CMAKE_CURRENT_LIST_DIR}/write-manual)
  add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/manual/entrepot.1
    COMMAND ${manual} $<TARGET_FILE:entrepot> ${PROJECT_BINARY_DIR}/manual
    DEPENDS entrepot ${manual} ${CMAKE_CURRENT_LIST_DIR}/manual.h2m COMMENT "Writing the manual pages" VERBATIM)
  list(APPEND written ${PROJECT_BINARY_DIR}/manual/entrepot.1)
  install(DIRECTORY ${PROJECT_BINARY_DIR}/manual/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
else()
  message(STATUS "No manual pages: help2man is not installed")
endif()

add_custom_target(entrepot_manual ALL DEPENDS ${written})
unset(folder)
unset(manual)
unset(written)
