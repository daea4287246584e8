#!/bin/sh
# A spoiled store must be found out, and in these words: mutant.sh PROGRAM
set -u
said=$(PEIL_CUTS=400 "$1" 2>&1) && {
    echo "$1 passes all tests: they do not see the fault"
    exit 1
}
echo "$said" | grep -m 1 'lost: pupil' && exit 0
echo "$1 fails, but nothing is said to be lost:"
echo "$said"
exit 1
