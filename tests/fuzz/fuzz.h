/* What libFuzzer calls with every input it thinks of, and replay.c with every file of a
 * corpus. A target aborts when what it knows to be true is not. */
#ifndef PEIL_TESTS_FUZZ_H
#define PEIL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
