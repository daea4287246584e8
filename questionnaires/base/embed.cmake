# Writes MADE.c and MADE.h with the bytes of FILE as NAME (see CMakeLists.txt: embed).
# A style sheet or script goes without its comments and indents: a classroom's wireless
# network carries it to every pupil at once. None of ours has "/*" in a string.
file(READ ${FILE} hex HEX)
if(FILE MATCHES "collect/.*\\.(css|js)$")
  file(READ ${FILE} text)
  string(REGEX REPLACE "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/" "" text "${text}")
  string(REGEX REPLACE " // [^\n]*" "" text "${text}")
  string(REGEX REPLACE "[ \n]*\n *" "\n" text "${text}")
  file(WRITE ${MADE}.squeezed "${text}")
  file(READ ${MADE}.squeezed hex HEX)
endif()
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
  "\\1\n    " bytes "${bytes}")
file(WRITE ${MADE}.c "#include \"embedded/${NAME}.h\"\n
const unsigned char ${NAME}_bytes[] = {\n    ${bytes} 0 };
const size_t ${NAME}_length = sizeof ${NAME}_bytes - 1;\n")
file(WRITE ${MADE}.h "#include <stddef.h>\n
extern const unsigned char ${NAME}_bytes[]; /* NUL-terminated */
extern const size_t ${NAME}_length;\n")
