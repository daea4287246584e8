# A copy that has the right length will do.
spoil(copy.c [[ && memcmp(copy, bytes, length) == 0]] "")
