# Keeps the order true: no files of a room, or of all, need each other in a circle, so that
# each can be read after those that it needs. Headers tell too little of that: a room's
# door declares what many files make. What the compiled files take from each other does.
#   cmake -DNM=nm "-DLIBRARIES=libreports.a;libanalyze.a" -P tests/circles.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${NM} -A -P -g ${LIBRARIES}
                OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[][]" " " symbols "${symbols}")
string(REGEX MATCHALL "[a-z0-9_]+[.]c[.]o : peil_[a-z0-9_]+ [A-Z]" symbols "${symbols}")
list(TRANSFORM symbols REPLACE "[.]o : " " ")
if(NOT symbols)
  message(FATAL_ERROR "${LIBRARIES}: no names to be seen")
endif()

# Where a name is defined; then who takes which names from whom.
foreach(pass defined used)
  foreach(symbol ${symbols})
    string(REGEX MATCH "(.*) (.*) (.)" symbol ${symbol})
    set(file ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    if(pass STREQUAL defined AND NOT CMAKE_MATCH_3 STREQUAL U)
      list(APPEND left ${file})
      set(at_${name} ${file})
    elseif(pass STREQUAL used AND CMAKE_MATCH_3 STREQUAL U AND DEFINED at_${name})
      list(APPEND below_${file} ${at_${name}})
      set(tie_${file}_${at_${name}} ${name})
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES left)

# The first file below this one that is still left.
function(find_below file result)
  set(${result} "" PARENT_SCOPE)
  foreach(below ${below_${file}})
    if(NOT gone_${below})
      set(${result} ${below} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Whoever needs nobody that is left goes; who stays to the end is above a circle.
set(before "")
while(NOT "${left}" STREQUAL "${before}")
  set(before "${left}")
  foreach(file ${before})
    find_below(${file} below)
    if(NOT below)
      set(gone_${file} TRUE)
      list(REMOVE_ITEM left ${file})
    endif()
  endforeach()
endwhile()

# Down from any of these, until a file comes again.
if(left)
  list(GET left 0 file)
  while(NOT file IN_LIST way)
    find_below(${file} below)
    list(APPEND way ${file})
    list(APPEND steps "${file} takes ${tie_${file}_${below}} from ${below}")
    set(file ${below})
  endwhile()
  list(FIND way ${file} at)
  list(SUBLIST steps ${at} -1 circle)
  list(JOIN circle "\n  " circle)
  message(FATAL_ERROR "These files need each other in a circle:\n  ${circle}")
endif()
