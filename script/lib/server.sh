# shellcheck shell=bash
# Runs the embedded package of the registry (H2, local disk) on loopback.

STEMMA_SERVER=$STEMMA_ROOT/registry-service/target/embedded
STEMMA_SERVER_AOT=$STEMMA_SERVER/stemma.aot
STEMMA_CLI=$STEMMA_ROOT/cli/target/stemma/bin/stemma

# The same flags in training and in use: the JVM refuses a cache that was made with others.
STEMMA_SERVER_FLAGS=(-Xmx256m -XX:+UseSerialGC -XX:-UsePerfData -Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED)

# http_status PORT PATH: prints the status of a GET, without needing curl.
http_status() {
    local status
    {
        exec 3<>"/dev/tcp/127.0.0.1/$1"
    } 2>/dev/null || return 1
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
    read -r -t 5 _ status _ <&3 || status=
    exec 3<&- 3>&-
    [ -n "$status" ] && echo "$status"
}

server_ready() { [ "$(http_status "$1" /q/health/ready)" = 200 ]; }

server_ready_or_dead() { server_ready "$1" || ! kill -0 "$2" 2>/dev/null; }

# server_jvm DATA PORT FLAG...: becomes the server.
server_jvm() {
    local data=$1 port=$2
    shift 2
    umask 077
    mkdir -p "$data/jvm-tmp" # native libraries are unpacked here, and stay here when the server is killed
    rm -rf "$data/jvm-tmp"/*
    cd "$data"
    STEMMA_DATA_DIR=$data QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$port \
        exec "$JAVA_HOME/bin/java" "$@" "${STEMMA_SERVER_FLAGS[@]}" "-Djava.io.tmpdir=$data/jvm-tmp" \
        -jar "$STEMMA_SERVER/quarkus-run.jar"
}

server_aot_flags() {
    if [ "${STEMMA_AOT:-on}" != off ] && [ "$STEMMA_SERVER_AOT" -nt "$STEMMA_SERVER/quarkus-run.jar" ]; then
        printf '%s\n' "-XX:AOTCache=$STEMMA_SERVER_AOT" -Xlog:aot=off -Xlog:cds=off
    fi
}

# start_server DATA PORT LOG FLAG...: in the background; sets STEMMA_SERVER_PID, returns once it is ready. LOG "-" is stdout.
start_server() {
    local data=$1 port=$2 log=$3
    shift 3
    need_jdk
    if [ "$log" = - ]; then
        (server_jvm "$data" "$port" "$@") &
    else
        (server_jvm "$data" "$port" "$@") >"$log" 2>&1 &
    fi
    STEMMA_SERVER_PID=$!
    on_exit "stop_pid $STEMMA_SERVER_PID TERM 30"
    if ! wait_until 60 server_ready_or_dead "$port" "$STEMMA_SERVER_PID" || ! kill -0 "$STEMMA_SERVER_PID" 2>/dev/null; then
        [ "$log" = - ] || tail -n 30 "$log" >&2
        die "The server did not become ready on 127.0.0.1:$port (see above)."
    fi
}
