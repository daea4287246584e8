# Makes a spoiled copy: cmake -DMUTANT=FILE -DSOURCE=FILE.c -DMADE=FILE.c -P mutate.cmake
# A mutant calls spoil(FILE.c OLD NEW). OLD must stand there exactly once: when the code
# has moved on, the mutant must follow.
cmake_minimum_required(VERSION 3.25)
get_filename_component(source_name ${SOURCE} NAME)
file(READ ${SOURCE} text)

function(spoil file old new)
  if(NOT file STREQUAL source_name)
    return()
  endif()
  string(FIND "${text}" "${old}" first)
  string(FIND "${text}" "${old}" last REVERSE)
  if(first EQUAL -1 OR NOT first EQUAL last)
    message(FATAL_ERROR "${MUTANT}: not exactly once in ${SOURCE}:\n${old}")
  endif()
  string(REPLACE "${old}" "${new}" spoiled "${text}")
  set(text "${spoiled}" PARENT_SCOPE)
endfunction()

include(${MUTANT})
file(WRITE ${MADE} "${text}")
