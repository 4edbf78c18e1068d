# shellcheck shell=bash
# Start-up caches (JDK 25's AOT cache): one training run each of the command and of the server, kept beside what they speed up.

train_cli() { STEMMA_JAVA_HOME=$JAVA_HOME "$STEMMA_ROOT/cli/target/stemma/libexec/train"; }

# use_server URL FOLDER: what a first user does, so that those classes are in the cache. Nothing depends on its success.
use_server() (
    set +e
    export HOME=$2 XDG_CONFIG_HOME=$2/config XDG_CACHE_HOME=$2/cache XDG_DATA_HOME=$2/share STEMMA_JAVA_HOME=$JAVA_HOME
    cd "$2" || exit
    head -c 300000 /dev/urandom >weights.bin
    "$STEMMA_CLI" login "$1" --token-stdin <"$2/data/token"
    "$STEMMA_CLI" push weights.bin training/first
    "$STEMMA_CLI" ls
    "$STEMMA_CLI" show training/first:v1
    "$STEMMA_CLI" lineage training/first:v1
    "$STEMMA_CLI" pull training/first:v1 -o pulled
)

train_server() { isolated record_server; }

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
