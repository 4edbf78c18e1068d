# shellcheck shell=bash
# Everything in lib, in the order in which one builds on the other.

STEMMA_LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
for STEMMA_PART in common jdk maven models postgres s3 server aot build report reliability scripttests; do
    # shellcheck source=/dev/null
    . "$STEMMA_LIB/$STEMMA_PART.sh"
done
unset STEMMA_PART
