# Keeps the house: who may include whom, and which file is a foreign library's one door.
#   cmake -DROOT=. -P tests/layout.cmake
cmake_minimum_required(VERSION 3.25)
set(questionnaires_may questionnaires)
set(collect_may questionnaires collect)
set(analyze_may questionnaires analyze)
set(reports_may questionnaires analyze reports)
set(doors
  "libxml/|questionnaires/base/xml.c"
  "csv.h|questionnaires/base/csv.c"
  "utf8proc.h|questionnaires/base/text.c"
  "sodium.h|questionnaires/base/hash.c collect/store/token.c collect/store/seal.c collect/store/key_file.c collect/store/passphrase.c"
  "sqlite3.h|collect/store/database.c"
  "microhttpd.h|collect/web/web.c"
  "qrencode.h|collect/page/qr.c"
  "gsl/|analyze/.*.c"
  "glpk.h|analyze/gate/solver.c"
  "xlsxwriter.h|reports/formats/leaf.c reports/formats/xlsx.c reports/formats/xlsx_chart.c")

# Within a room a floor knows those that stand before it, and the words that all of the
# room share; what stands in the room itself, as its commands, knows all floors.
set(collect_floors interview store page web simulate)
set(analyze_floors statistics data tables gate)
set(analyze_words table notes)
set(reports_floors tables outline compose formats)
foreach(room collect analyze reports)
  set(below "")
  foreach(floor ${${room}_floors})
    list(APPEND below ${floor})
    file(GLOB sources RELATIVE ${ROOT} ${ROOT}/${room}/${floor}/*.[ch])
    foreach(source ${sources})
      file(STRINGS ${ROOT}/${source} includes REGEX "^ *# *include *\"${room}/")
      foreach(include ${includes})
        string(REGEX MATCH "${room}/([a-z]+)[/.]" found "${include}")
        if(NOT CMAKE_MATCH_1 IN_LIST below AND NOT CMAKE_MATCH_1 IN_LIST ${room}_words)
          message(SEND_ERROR "${source}: ${floor}/ may not have ${include}")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()

# One name, one file: who looks for it finds it at once.
file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/questionnaires/*.[ch]
     ${ROOT}/collect/*.[ch] ${ROOT}/analyze/*.[ch] ${ROOT}/reports/*.[ch])
foreach(source ${sources})
  get_filename_component(name ${source} NAME)
  if(DEFINED at_${name})
    message(SEND_ERROR "${source}: there is ${at_${name}} too")
  endif()
  set(at_${name} ${source})
endforeach()

foreach(room questionnaires collect analyze reports)
  file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/${room}/*.[ch])
  foreach(source ${sources})
    file(STRINGS ${ROOT}/${source} includes REGEX "^ *# *include *[\"<]")
    foreach(include ${includes})
      if(include MATCHES "\"([^/\"]*)")
        if(NOT CMAKE_MATCH_1 IN_LIST ${room}_may AND NOT CMAKE_MATCH_1 STREQUAL embedded)
          message(SEND_ERROR "${source}: ${room}/ may not have ${include}")
        endif()
      endif()
      foreach(door ${doors})
        string(REGEX REPLACE "[|].*" "" library "${door}")
        string(REGEX REPLACE ".*[|]" "" file "${door}")
        string(REPLACE " " "$|^" file "${file}")
        if(include MATCHES "<${library}" AND NOT source MATCHES "^${file}$")
          message(SEND_ERROR "${source}: ${library} has its door elsewhere: ${file}")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()
