# shellcheck shell=bash
# push and pull of one large file, against cp followed by a sha256 pass of openssl, and against other registries
# options: --whole, only the large file; --wire, only the bytes that a model takes for who has its parent; STEMMA_BENCH_MIB sizes the file (1024)

# shellcheck source=script/lib/peers.sh
. "$STEMMA_LIB/peers.sh"
# shellcheck source=script/lib/oci.sh
. "$STEMMA_LIB/oci.sh"

size_mib=${STEMMA_BENCH_MIB:-1024}

reference() {
    cp "$folder/big.bin" "$folder/copy.bin"
    openssl dgst -sha256 "$folder/copy.bin"
    rm "$folder/copy.bin"
}

# Without the cache, or it would not travel at all.
push_big() { STEMMA_CACHE_SIZE=0 "$STEMMA_CLI" push "$1.bin" "bench/$1" --no-validate; }

pull_into() { STEMMA_CACHE_SIZE=0 "$STEMMA_CLI" pull "bench/$1:v1" -o "$folder/pulled"; }

pull_and_keep() { "$STEMMA_CLI" pull bench/big:v1 -o "$folder/kept"; }

# warm_up: a server that was just started compiles itself: it has taken and given some files before anything is measured.
warm_up() {
    local i
    for i in 1 2 3; do
        random_file "warm$i"
        push_big "warm$i" >/dev/null 2>&1 || die "could not push warm$i"
        pull_into "warm$i" >/dev/null 2>&1 || die "could not pull warm$i"
        rm "warm$i.bin" "$folder/pulled/warm$i.bin"
    done
    wait_for_encoding
}

random_file() { head -c "$((size_mib * 1048576))" /dev/urandom >"$1.bin"; }

# watch_heap PID FILE: the most that the heap was seen to hold, sampled until stopped.
watch_heap() {
    local most=0 now
    while now=$(heap_kib "$1"); do
        if [ "$now" -gt "$most" ]; then
            most=$now
            echo "$most" >"$2"
        fi
        sleep 0.5
    done
}

# transfer_figure NAME MICROSECONDS REFERENCE_MICROSECONDS LEAST
transfer_figure() {
    awk -v name="$1" -v us="$2" -v ref="$3" -v least="$4" -v mib="$size_mib" 'BEGIN {
        printf "%-44s %9.2f s   %6.0f MiB/s   %.2f x reference   %s: at least %.1f x\n",
            name, us / 1e6, mib * 1e6 / us, ref / us, (ref / us >= least ? "met" : "MISSED"), least
    }'
}

# plain_figure NAME MICROSECONDS
plain_figure() {
    awk -v name="$1" -v us="$2" -v mib="$size_mib" 'BEGIN { printf "%-44s %9.2f s   %6.0f MiB/s\n", name, us / 1e6, mib * 1e6 / us }'
}

# cpu_ms FILE COMMAND...: runs it silently; its CPU goes to a file. process_cpu_ms PID: what a running one has used.
cpu_ms() {
    local file=$1 TIMEFORMAT='%U %S'
    shift
    { time "$@" >/dev/null 2>&1; } 2>"$file.times" || return
    awk '{ printf "%.0f", ($1 + $2) * 1000 }' "$file.times" >"$file"
}
process_cpu_ms() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); printf "%.0f", ($12 + $13) * 1000 / hz }' "/proc/$1/stat"; }

# wire_figure CHILD PARENT NAME: what pulling CHILD takes for someone who has PARENT, beside what it takes in storage.
wire_figure() {
    local received stored
    rm -rf "$folder/wire"
    XDG_CACHE_HOME=$folder/wire "$STEMMA_CLI" pull "bench/$2:v1" -o "$folder/wire/parent" >/dev/null 2>&1 || die "could not pull $2"
    received=$(XDG_CACHE_HOME=$folder/wire STEMMA_TRANSFER=delta "$STEMMA_CLI" pull "bench/$1:v1" -o "$folder/wire/child" --json 2>/dev/null |
        sed -n 's/.*"receivedBytes": *\([0-9]*\).*/\1/p')
    cmp "$models/$1.onnx" "$folder/wire/child/$1.onnx" || die "The file that came back differs."
    stored=$("$STEMMA_CLI" show "bench/$1:v1" --storage --json 2>/dev/null | sed -n 's/.*"storedBytes": *\([0-9]*\).*/\1/p' | head -n 1)
    awk -v name="$1, having $2" -v got="$received" -v kept="$stored" -v raw="$(wc -c <"$models/$1.onnx")" 'BEGIN {
        printf "%-44s %11d bytes of %d   stored: %d   %s: at most 1.05 x stored\n",
            name, got, raw, kept, (got <= 1.05 * kept ? "met" : "MISSED") }'
}

# push_model NAME [PARENT RELATION]: in as few bytes as possible, with what was pushed before in the cache.
push_model() {
    local sent
    sent=$(STEMMA_TRANSFER=delta "$STEMMA_CLI" push "$models/$1.onnx" "bench/$1" ${2:+--from "bench/$2:v1=$3"} --json 2>/dev/null |
        sed -n 's/.*"sent": *\([0-9]*\).*/\1/p')
    [ -n "$sent" ] || die "could not push $1"
    printf '%-44s %11d bytes of %d\n' "push $1${2:+, having $2}" "$sent" "$(wc -c <"$models/$1.onnx")"
}

# wait_for_encoding: until no version waits to be encoded.
wait_for_encoding() {
    local tries=600
    until [ "$(curl -sf -H "Authorization: Bearer $(cat "$folder/data/token")" "$url/q/metrics" |
        sed -n 's/^stemma_encodings_waiting[^ ]* \([0-9]*\).*/\1/p' | head -n 1)" = 0 ]; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || die "The registry does not come to an end with encoding."
        sleep 1
    done
}

# large_file: times a push and a pull of random bytes.
large_file() {
    local first second third push pull keep reference heap before cpu floor
    command -v openssl >/dev/null || die "This bench compares with openssl, and there is none."
    command -v curl >/dev/null || die "This part of the bench needs curl."
    warm_up
    random_file big
    watch_heap "$STEMMA_SERVER_PID" "$folder/heap" &
    on_exit "stop_pid $!"

    cpu_ms "$folder/floor-cpu" sha256sum big.bin
    floor=$(cat "$folder/floor-cpu")
    first=$(elapsed_us reference)
    before=$(process_cpu_ms "$STEMMA_SERVER_PID")
    push=$(elapsed_us cpu_ms "$folder/client-cpu" push_big big)
    cpu=$(($(process_cpu_ms "$STEMMA_SERVER_PID") - before + $(cat "$folder/client-cpu")))
    second=$(elapsed_us reference)
    wait_for_encoding
    pull=$(elapsed_us pull_into big)
    third=$(elapsed_us reference)
    keep=$(elapsed_us pull_and_keep)
    cmp big.bin "$folder"/pulled/big.bin || die "The file that came back differs."

    reference=$(printf '%s\n' "$first" "$second" "$third" | sort -n | sed -n 2p)
    plain_figure "cp, openssl dgst -sha256 (median of 3)" "$reference"
    transfer_figure "stemma push, $size_mib MiB" "$push" "$reference" 0.7
    transfer_figure "stemma pull, $size_mib MiB" "$pull" "$reference" 0.8
    plain_figure "stemma pull, and a copy kept in the cache" "$keep"
    awk -v cpu="$cpu" -v floor="$floor" 'BEGIN {
        printf "%-44s %9.2f s   %.1f x sha256sum (%.2f s)   %s: at most 2.5 x\n", "CPU of the push, command and server",
            cpu / 1e3, cpu / floor, floor / 1e3, (cpu <= 2.5 * floor ? "met" : "MISSED") }'
    heap=$(($(cat "$folder/heap") / 1024))
    printf '%-44s %6s MiB   %s\n' "server, most heap seen in use (-Xmx256m)" "$heap" "$(verdict "$heap" 256 MiB)"
    printf '%-44s %6s MiB\n' "server, most memory resident" "$(memory_mib "$STEMMA_SERVER_PID" VmHWM)"
    peers
}

# peers: the same file through other registries.
peers() {
    rm -rf "$folder/pulled" "$folder/kept"
    if oci_tools; then
        start_oci "$folder/oci"
        oci_layout "$folder/layout" big.bin
        plain_figure "docker-registry and skopeo: push" "$(elapsed_us oci_push "$folder/layout" big)"
        plain_figure "docker-registry and skopeo: pull" "$(elapsed_us oci_pull big "$folder/oci-pulled")"
        rm -rf "$folder/oci" "$folder/layout" "$folder/oci-pulled"
    fi
    if need_peer git-lfs git-lfs; then
        start_lfs
        plain_figure "git-lfs to a folder: add, commit, push" "$(elapsed_us lfs_push)"
        plain_figure "git-lfs from a folder: clone" "$(elapsed_us lfs_pull)"
        rm -rf "$folder/lfs"
    fi
}

# git-lfs without a server: it copies to and from a bare repository on the same disk, which is less work than a registry's.
start_lfs() {
    export GIT_CONFIG_NOSYSTEM=1
    git config --global user.name bench
    git config --global user.email bench@localhost
    git lfs install --skip-repo
    git init -q --bare "$folder/lfs/remote"
    git init -q -b main "$folder/lfs/work"
    git -C "$folder/lfs/work" lfs track '*.bin'
    git -C "$folder/lfs/work" remote add origin "file://$folder/lfs/remote"
    cp big.bin "$folder/lfs/work"
} >/dev/null 2>&1
lfs_push() { (cd "$folder/lfs/work" && git add -A && git commit -q -m big && git push -q origin main); }
lfs_pull() { git clone -q -b main "file://$folder/lfs/remote" "$folder/lfs/clone" && cmp big.bin "$folder/lfs/clone/big.bin"; }

# on_the_wire: what models take for those who have their parents.
on_the_wire() {
    command -v curl >/dev/null || die "This part of the bench needs curl."
    models=$STEMMA_BUILD/models
    "$STEMMA_ROOT/script/example-models" --all "$models" >/dev/null
    push_model bge-small-en
    push_model bge-small-en-v15 bge-small-en finetune
    push_model bge-small-en-q bge-small-en quantize
    push_model bge-small-en-v15-q bge-small-en-v15 quantize
    push_model all-minilm-l6-v2
    push_model all-minilm-l6-v2-q all-minilm-l6-v2 quantize
    wait_for_encoding
    wire_figure bge-small-en-v15 bge-small-en
    wire_figure bge-small-en-q bge-small-en
    wire_figure bge-small-en-v15-q bge-small-en-v15
    wire_figure all-minilm-l6-v2-q all-minilm-l6-v2
}

bench_registry
cd "$folder"
case ${1:-} in
    '')
        large_file
        on_the_wire
        ;;
    --whole) large_file ;;
    --wire) on_the_wire ;;
    *) die "The bench \"transfer\" has the options --whole and --wire." ;;
esac
