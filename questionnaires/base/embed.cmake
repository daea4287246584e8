# Writes MADE.c and MADE.h with the bytes of FILE as NAME (see CMakeLists.txt: embed).
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
  "\\1\n    " bytes "${bytes}")
file(WRITE ${MADE}.c "#include \"embedded/${NAME}.h\"\n
const unsigned char ${NAME}_bytes[] = {\n    ${bytes} 0 };
const size_t ${NAME}_length = sizeof ${NAME}_bytes - 1;\n")
file(WRITE ${MADE}.h "#include <stddef.h>\n
extern const unsigned char ${NAME}_bytes[]; /* NUL-terminated */
extern const size_t ${NAME}_length;\n")
