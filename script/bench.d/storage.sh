# shellcheck shell=bash
# bytes that a family of models takes, and how fast it goes in, out, and out again, against the peers that are installed
# options: --family DIR (default: six real models), --no-peers, --large [MIB]
# DIR may hold a family.txt: see script/lib/family.sh. --large stores one model and its retrain instead, 2 GiB each.

# shellcheck source=/dev/null
. "$STEMMA_LIB/family.sh"
# shellcheck source=/dev/null
. "$STEMMA_LIB/peers.sh"

family='' peers=yes large=''
while [ $# -gt 0 ]; do
    case $1 in
        --family)
            family=${2:-}
            [ -n "$family" ] || die "--family needs a folder."
            shift
            ;;
        --no-peers) peers=no ;;
        --large)
            large=2048
            case ${2:-} in '' | -*) ;; *[!0-9]*) die "--large takes a number of MiB." ;; *) large=$2 && shift ;; esac
            [ "$large" -ge 128 ] || die "--large takes 128 MiB or more."
            ;;
        *) die "The bench \"storage\" has no option $1." ;;
    esac
    shift
done

# storage_jvm ARGUMENT...: with the memory of the server, from the classes that the build made.
storage_jvm() {
    local blob=$STEMMA_ROOT/blob-store/target zstd
    zstd=$(find "$STEMMA_SERVER/lib" -name '*zstd-jni*.jar' | head -n 1)
    "$JAVA_HOME/bin/java" "${STEMMA_SERVER_FLAGS[@]}" "-Djava.io.tmpdir=$folder/tmp" \
        -cp "$blob/classes:$blob/test-classes:$zstd" dev.stemma.blob.bench.StorageBench "$@"
}

load() { printf 'load %-9s %s\n' "$1" "$(uptime | sed 's/.*average[s]*: //')"; }

bench_home
mkdir "$folder/tmp" "$folder/stemma"
if [ -n "$large" ]; then
    load before
    storage_jvm --large "$folder/stemma" "$large"
    load after
    exit
fi

members=$folder/members results=$folder/results
if [ -z "$family" ]; then
    family=$folder/six
    mkdir "$family"
    six_models "$family"
fi
family_members "$family" >"$members" || exit 1
[ -s "$members" ] || die "There are no files in $family."
while IFS=$'\t' read -r name path _; do
    printf 'raw\t%s\t%s\t0\t0\n' "$name" "$(bytes_below "$path")"
done <"$members" >"$results"
raw=$(awk -F '\t' '{ sum += $3 } END { printf "%.0f", sum }' "$results")

load before
printf '\nFloors, %s MB in all:\n\n' "$(awk -v raw="$raw" 'BEGIN { printf "%.1f", raw / 1e6 }')"
floors "$members"
printf '\nStemma:\n\n'
storage_jvm "$members" "$folder/stemma" "$folder/stemma.tsv"
cat "$folder/stemma.tsv" >>"$results"
rm -rf "$folder/stemma"
[ $peers = no ] || run_peers "$members" "$results"
printf '\nBytes that each version added:\n\n'
compare "$results"
echo
load after
