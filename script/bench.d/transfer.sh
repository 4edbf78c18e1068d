# shellcheck shell=bash
# push and pull of one large file, against cp followed by a sha256 pass of openssl
# STEMMA_BENCH_MIB sets the size (default 1024).

size_mib=${STEMMA_BENCH_MIB:-1024}

reference() {
    cp "$folder/big.bin" "$folder/copy.bin"
    openssl dgst -sha256 "$folder/copy.bin"
    rm "$folder/copy.bin"
}

pull_into() { "$STEMMA_CLI" pull bench/big:v1 -o "$folder/pulled"; }

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

command -v openssl >/dev/null || die "This bench compares with openssl, and there is none."
bench_registry
cd "$folder"
head -c "$((size_mib * 1048576))" /dev/urandom >big.bin
watch_heap "$STEMMA_SERVER_PID" "$folder/heap" &
on_exit "stop_pid $!"

first=$(elapsed_us reference)
push=$(elapsed_us "$STEMMA_CLI" push big.bin bench/big)
second=$(elapsed_us reference)
pull=$(elapsed_us pull_into)
third=$(elapsed_us reference)
cmp big.bin "$folder"/pulled/big.bin || die "The file that came back differs."

reference=$(printf '%s\n' "$first" "$second" "$third" | sort -n | sed -n 2p)
awk -v us="$reference" -v mib="$size_mib" 'BEGIN {
    printf "%-44s %9.2f s   %6.0f MiB/s\n", "cp, openssl dgst -sha256 (median of 3)", us / 1e6, mib * 1e6 / us }'
transfer_figure "stemma push, $size_mib MiB" "$push" "$reference"
transfer_figure "stemma pull, $size_mib MiB" "$pull" "$reference"
heap=$(($(cat "$folder/heap") / 1024))
printf '%-44s %6s MiB   %s\n' "server, most heap seen in use (-Xmx256m)" "$heap" "$(verdict "$heap" 256 MiB)"
printf '%-44s %6s MiB\n' "server, most memory resident" "$(memory_mib "$STEMMA_SERVER_PID" VmHWM)"
