#!/bin/sh
# A spoiled program must be found out, and in these words: mutant.sh WORDS TEST...
set -u
words=$1
shift
said=$(PEIL_CUTS=400 PEIL_KILLS=2 PEIL_STOPS=2 "$@" 2>&1) && {
    echo "$* passes: it does not see the fault"
    exit 1
}
echo "$said" | grep -m 1 -F "$words" && exit 0
echo "$* fails, but does not say \"$words\":"
echo "$said"
exit 1
