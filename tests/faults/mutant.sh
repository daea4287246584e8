#!/bin/sh
# A spoiled store must be found out, and in these words: mutant.sh PROGRAM WORDS
set -u
said=$(PEIL_CUTS=400 "$1" 2>&1) && {
    echo "$1 passes all tests: they do not see the fault"
    exit 1
}
echo "$said" | grep -m 1 -F "$2" && exit 0
echo "$1 fails, but does not say \"$2\":"
echo "$said"
exit 1
