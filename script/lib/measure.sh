# shellcheck shell=bash
# Clocks, medians, and a registry to measure. Sourced by script/bench alone.

# Microseconds since the epoch.
now_us() {
    if [ -n "${EPOCHREALTIME:-}" ]; then echo "${EPOCHREALTIME/[.,]/}"; else echo $(($(date +%s%N) / 1000)); fi
}

# elapsed_us COMMAND...: runs it silently and prints how long it took; a failure ends the bench.
elapsed_us() {
    local from to
    from=$(now_us)
    "$@" >"$STEMMA_BUILD/bench.log" 2>&1 </dev/null || {
        tail -n 20 "$STEMMA_BUILD/bench.log" >&2
        die "failed: $*"
    }
    to=$(now_us)
    echo $((to - from))
}

# median_ms RUNS COMMAND...: "median min max" in milliseconds, after one run that doesn't count.
median_ms() {
    local runs=$1 run
    shift
    elapsed_us "$@" >/dev/null
    for ((run = 0; run < runs; run++)); do elapsed_us "$@"; done | sort -n |
        awk '{ t[NR] = $1 / 1000 } END { printf "%.1f %.1f %.1f", (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2, t[1], t[NR] }'
}

# figure NAME "MEDIAN MIN MAX" TARGET: one line; TARGET in milliseconds, or - for none.
figure() {
    local median least most
    read -r median least most <<<"$2"
    printf '%-44s %9.1f ms   (%.1f to %.1f)   %s\n' "$1" "$median" "$least" "$most" "$(verdict "$median" "$3" ms)"
}

# verdict VALUE MOST UNIT
verdict() {
    [ "$2" != - ] || return 0
    awk -v value="$1" -v most="$2" -v unit="$3" 'BEGIN { printf "%s: at most %s %s", (value <= most ? "met" : "MISSED"), most, unit }'
}

describe_machine() {
    printf 'machine   %s CPUs, %s, load %s\n' "$(getconf _NPROCESSORS_ONLN)" "$(uname -sm)" "$(uptime | sed 's/.*average[s]*: //')"
    printf 'java      %s\n' "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
    printf 'commit    %s\n' "$(git -C "$STEMMA_ROOT" describe --always --dirty 2>/dev/null || echo unknown)"
}

# bench_registry: a registry on a free port with a home of its own; sets folder, port, url and STEMMA_SERVER_PID.
bench_registry() {
    local flag flags=()
    bench_home
    port=$(free_port)
    url=http://127.0.0.1:$port
    while IFS= read -r flag; do flags+=("$flag"); done < <(server_aot_flags)
    start_server "$folder/data" "$port" "$folder/server.log" ${flags[@]+"${flags[@]}"}
    "$STEMMA_CLI" login "$url" --name bench --token-stdin <"$folder/data/token" >/dev/null 2>&1 ||
        die "The command could not log in to $url."
}

bench_home() {
    folder=$(mktemp -d "$STEMMA_BUILD/bench.XXXXXX")
    on_exit "rm -rf '$folder'"
    export HOME=$folder XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache XDG_DATA_HOME=$folder/share
    export XDG_STATE_HOME=$folder/state STEMMA_JAVA_HOME=$JAVA_HOME
}

# memory_mib PID FIELD: VmRSS (now) or VmHWM (the most it ever was) of a process; Linux only.
memory_mib() { awk -v field="$2:" '$1 == field { printf "%.0f", $2 / 1024 }' "/proc/$1/status" 2>/dev/null || echo unknown; }

# heap_kib PID: what the Java heap holds now, garbage included.
heap_kib() {
    "$JAVA_HOME/bin/jcmd" "$1" GC.heap_info 2>/dev/null |
        awk '{ for (i = 1; i < NF; i++) if ($i == "used") { sub(/K.*/, "", $(i + 1)); if ($0 !~ /etaspace|class space/) sum += $(i + 1) } } END { print sum + 0 }'
}
