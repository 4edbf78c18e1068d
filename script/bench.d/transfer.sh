# shellcheck shell=bash
# push and pull of one large file, against cp followed by a sha256 pass of openssl
# options: --whole, only the large file; --wire, only the bytes that a model takes for who has its parent; STEMMA_BENCH_MIB sizes the file (1024)

size_mib=${STEMMA_BENCH_MIB:-1024}

reference() {
    cp "$folder/big.bin" "$folder/copy.bin"
    openssl dgst -sha256 "$folder/copy.bin"
    rm "$folder/copy.bin"
}

# Without the cache, or it would not travel at all.
push_big() { STEMMA_CACHE_SIZE=0 "$STEMMA_CLI" push big.bin bench/big; }

pull_into() { STEMMA_CACHE_SIZE=0 "$STEMMA_CLI" pull bench/big:v1 -o "$folder/pulled"; }

pull_and_keep() { "$STEMMA_CLI" pull bench/big:v1 -o "$folder/kept"; }

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

# transfer_figure NAME MICROSECONDS REFERENCE_MICROSECONDS
transfer_figure() {
    awk -v name="$1" -v us="$2" -v ref="$3" -v mib="$size_mib" 'BEGIN {
        printf "%-44s %9.2f s   %6.0f MiB/s   %.2f x reference   %s: at least 0.50 x\n",
            name, us / 1e6, mib * 1e6 / us, ref / us, (ref / us >= 0.5 ? "met" : "MISSED")
    }'
}

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
    local first second third push pull keep reference heap
    command -v openssl >/dev/null || die "This bench compares with openssl, and there is none."
    head -c "$((size_mib * 1048576))" /dev/urandom >big.bin
    watch_heap "$STEMMA_SERVER_PID" "$folder/heap" &
    on_exit "stop_pid $!"

    first=$(elapsed_us reference)
    push=$(elapsed_us push_big)
    second=$(elapsed_us reference)
    pull=$(elapsed_us pull_into)
    third=$(elapsed_us reference)
    keep=$(elapsed_us pull_and_keep)
    cmp big.bin "$folder"/pulled/big.bin || die "The file that came back differs."

    reference=$(printf '%s\n' "$first" "$second" "$third" | sort -n | sed -n 2p)
    awk -v us="$reference" -v mib="$size_mib" 'BEGIN {
        printf "%-44s %9.2f s   %6.0f MiB/s\n", "cp, openssl dgst -sha256 (median of 3)", us / 1e6, mib * 1e6 / us }'
    transfer_figure "stemma push, $size_mib MiB" "$push" "$reference"
    transfer_figure "stemma pull, $size_mib MiB" "$pull" "$reference"
    transfer_figure "stemma pull, and a copy kept in the cache" "$keep" "$reference"
    heap=$(($(cat "$folder/heap") / 1024))
    printf '%-44s %6s MiB   %s\n' "server, most heap seen in use (-Xmx256m)" "$heap" "$(verdict "$heap" 256 MiB)"
    printf '%-44s %6s MiB\n' "server, most memory resident" "$(memory_mib "$STEMMA_SERVER_PID" VmHWM)"
}

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
