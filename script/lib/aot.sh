# shellcheck shell=bash
# Start-up caches (JDK 25's AOT cache) of the command and of the server, kept beside what they speed up. Both come from one
# training run: a registry in a folder of its own, used as a newcomer would.

fresh_cli_cache() {
    [ -n "$(find "$STEMMA_ROOT/cli/target/stemma/aot" -name '*.aot' -newer "$STEMMA_ROOT/cli/target/stemma/lib/stemma-cli.jar" 2>/dev/null)" ]
}

fresh_server_cache() { [ "$STEMMA_SERVER_AOT" -nt "$STEMMA_SERVER/quarkus-run.jar" ]; }

# train_cli ARGUMENT...: from one run of the command with these arguments.
train_cli() { STEMMA_JAVA_HOME=$JAVA_HOME "$STEMMA_ROOT/cli/target/stemma/libexec/train" '' 0 "$@"; }

# use_server URL FOLDER: what a first user does, so that those classes are in the caches. Nothing depends on its success.
use_server() (
    set +e
    export HOME=$2 XDG_CONFIG_HOME=$2/config XDG_CACHE_HOME=$2/cache XDG_DATA_HOME=$2/share XDG_STATE_HOME=$2/state
    export STEMMA_JAVA_HOME=$JAVA_HOME STEMMA_TRAIN_CONFIG=$2/config
    cd "$2" || exit
    head -c 100000000 /dev/urandom >weights.bin # enough for the transfer paths to be compiled
    "$STEMMA_CLI" login "$1" --name training --token-stdin <"$2/data/token"
    "$STEMMA_CLI" push weights.bin training/first
    fresh_cli_cache || train_cli ls
    "$STEMMA_CLI" show training/first:v1
    "$STEMMA_CLI" log training/first
    "$STEMMA_CLI" lineage training/first:v1
    "$STEMMA_CLI" pull training/first:v1 -o pulled
)

record_server() {
    local folder port
    folder=$(mktemp -d "$STEMMA_BUILD/train.XXXXXX")
    on_exit "rm -rf '$folder'"
    port=$(free_port)
    start_server "$folder/data" "$port" "$STEMMA_BUILD/train-server.log" "-XX:AOTCacheOutput=$folder/server.aot"
    use_server "http://127.0.0.1:$port" "$folder" >"$STEMMA_BUILD/train-client.log" 2>&1
    stop_pid "$STEMMA_SERVER_PID" TERM 120 # the JVM writes the cache when it ends
    [ -s "$folder/server.aot" ] && mv -f "$folder/server.aot" "$STEMMA_SERVER_AOT"
}

build_caches() {
    if ! fresh_cli_cache || ! fresh_server_cache; then
        say "Preparing fast starts of the command and the server"
        isolated record_server || say "  not possible with this Java: the server starts a little slower"
        fresh_cli_cache || train_cli || say "  not possible with this Java: the command starts a little slower"
    fi
}
