# shellcheck shell=bash
# how long the command and the server take to start; medians
# `git --version` gives the scale: what any process costs here.

# ready_ms FLAG...: from fork to the first 200 of the readiness probe, on an existing database.
ready_ms() {
    local from to port
    port=$(free_port)
    from=$(now_us)
    start_server "$folder/data" "$port" "$folder/server.log" "$@"
    to=$(now_us)
    stop_pid "$STEMMA_SERVER_PID" TERM 30
    echo $((to - from))
}

# ready_median RUNS FLAG...
ready_median() {
    local runs=$1 run
    shift
    for ((run = 0; run < runs; run++)); do ready_ms "$@"; done | sort -n |
        awk '{ t[NR] = $1 / 1000 } END { printf "%.1f %.1f %.1f", t[int((NR + 1) / 2)], t[1], t[NR] }'
}

bench_registry
figure "git --version" "$(median_ms 20 git --version)" -
figure "stemma --version" "$(median_ms 20 "$STEMMA_CLI" --version)" 80
figure "stemma ls" "$(median_ms 20 "$STEMMA_CLI" ls)" 350
figure "stemma --version, without its cache" "$(STEMMA_AOT=off median_ms 20 "$STEMMA_CLI" --version)" -
figure "stemma ls, without its cache" "$(STEMMA_AOT=off median_ms 20 "$STEMMA_CLI" ls)" -
printf '%-44s %6s MiB resident, %s MiB of heap in use\n' "server, idle" \
    "$(memory_mib "$STEMMA_SERVER_PID" VmRSS)" "$(($(heap_kib "$STEMMA_SERVER_PID") / 1024))"
stop_pid "$STEMMA_SERVER_PID" TERM 30

flags=()
while IFS= read -r flag; do flags+=("$flag"); done < <(server_aot_flags)
figure "server ready" "$(ready_median 5 ${flags[@]+"${flags[@]}"})" 2500
figure "server ready, without its cache" "$(ready_median 3)" -
