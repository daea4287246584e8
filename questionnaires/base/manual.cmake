# Writes what the command tables say: OUT/peil.1, OUT/peil-COMMAND.1 and OUT/peil.bash,
# by asking the program PEIL itself.
set(ENV{LANGUAGE} en)
function(ask file)
  execute_process(COMMAND ${PEIL} ${ARGN} OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE ${OUT}/${file} "${said}")
endfunction()
ask(peil.bash completions bash)
ask(peil.1 man)
file(STRINGS ${OUT}/peil.1 commands REGEX "^.fB[a-z]+.fR$")
foreach(command ${commands})
  string(REGEX REPLACE "^.fB([a-z]+).fR$" "\\1" command "${command}")
  ask(peil-${command}.1 man ${command})
endforeach()
