# shellcheck shell=bash
# A real S3 server for the tests, on loopback, with its data in a folder that goes away when the script ends.
# In this order: the one that STEMMA_TEST_S3_ENDPOINT names, minio or versitygw on the path, versitygw built once with Go.

STEMMA_VERSITYGW=github.com/versity/versitygw/cmd/versitygw@v1.8.0
STEMMA_MINIO=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c

# go_install MODULE NAME: builds .build/bin/NAME once. Go's caches go into .build too, and are dropped afterwards.
go_install() {
    local caches=$STEMMA_BUILD/go
    [ ! -x "$STEMMA_BUILD/bin/$2" ] || return 0
    command -v go >/dev/null || return 1
    say "Building $2 with Go, once (a few minutes)"
    mkdir -p "$STEMMA_BUILD/bin" "$caches"
    if ! GOPATH=$caches GOMODCACHE=$caches/mod GOCACHE=$caches/cache GOBIN=$caches/bin GOFLAGS=-modcacherw \
        go install "$1" >"$STEMMA_BUILD/go-$2.log" 2>&1; then
        tail -n 5 "$STEMMA_BUILD/go-$2.log" >&2
        rm -rf "$caches"
        return 1
    fi
    mv "$caches/bin/$2" "$STEMMA_BUILD/bin/$2"
    rm -rf "$caches"
}

# s3_program: prints the path of the server to run.
s3_program() {
    local name
    for name in minio versitygw; do
        command -v "$name" && return
    done
    go_install "$STEMMA_VERSITYGW" versitygw && echo "$STEMMA_BUILD/bin/versitygw"
}

s3_name() {
    local version
    case ${1##*/} in
        minio) version=$("$1" --version 2>/dev/null | sed -n '1s/^minio version \([^ ]*\).*/\1/p') ;;
        *) version=$("$1" --version 2>/dev/null | sed -n 's/^Version *: *//p') ;;
    esac
    case $1 in
        # A program that `go install` builds doesn't know its own version: it is the one asked for above.
        "$STEMMA_BUILD"/bin/minio) version=${STEMMA_MINIO#*@} ;;
        "$STEMMA_BUILD"/bin/versitygw) version=${STEMMA_VERSITYGW#*@v} ;;
    esac
    echo "${1##*/} ${version:-of unknown version}"
}

# s3_launch PROGRAM PORT FOLDER: becomes the server.
s3_launch() {
    local console
    case ${1##*/} in
        minio)
            console=$(free_port)
            MINIO_ROOT_USER=$STEMMA_TEST_S3_ACCESS_KEY MINIO_ROOT_PASSWORD=$STEMMA_TEST_S3_SECRET_KEY MINIO_UPDATE=off \
                HOME=$3 exec "$1" server "$3/data" --address "127.0.0.1:$2" --console-address "127.0.0.1:$console"
            ;;
        *)
            mkdir -p "$3/data"
            ROOT_ACCESS_KEY_ID=$STEMMA_TEST_S3_ACCESS_KEY ROOT_SECRET_ACCESS_KEY=$STEMMA_TEST_S3_SECRET_KEY \
                exec "$1" --quiet --keep-alive --port "127.0.0.1:$2" posix "$3/data"
            ;;
    esac
}

# run_s3 PROGRAM: starts it and exports STEMMA_TEST_S3_ENDPOINT, _ACCESS_KEY, _SECRET_KEY, _NAME; STEMMA_S3_PID is its pid.
run_s3() {
    local folder port log=$STEMMA_BUILD/s3-${1##*/}.log
    mkdir -p "$STEMMA_BUILD"
    folder=$(mktemp -d "$STEMMA_BUILD/s3.XXXXXX")
    on_exit "rm -rf '$folder'"
    export STEMMA_TEST_S3_ACCESS_KEY=stemma-test STEMMA_TEST_S3_SECRET_KEY STEMMA_TEST_S3_ENDPOINT STEMMA_TEST_S3_NAME
    STEMMA_TEST_S3_SECRET_KEY=$(random_hex)
    for _ in 1 2 3; do # another process may take the port first
        port=$(free_port)
        s3_launch "$1" "$port" "$folder" >"$log" 2>&1 &
        STEMMA_S3_PID=$!
        if wait_until 30 port_open_or_dead "$port" "$STEMMA_S3_PID" && kill -0 "$STEMMA_S3_PID" 2>/dev/null; then
            on_exit "stop_pid $STEMMA_S3_PID"
            STEMMA_TEST_S3_ENDPOINT=http://127.0.0.1:$port
            STEMMA_TEST_S3_NAME=$(s3_name "$1")
            return
        fi
        stop_pid "$STEMMA_S3_PID"
    done
    tail -n 20 "$log" >&2
    die "The S3 server $1 did not start (see above)."
}

port_open_or_dead() { port_in_use "$1" || ! kill -0 "$2" 2>/dev/null; }

# start_s3: false, with a sentence, when there is no real server to be had; the tests then skip it, and say so.
start_s3() {
    local program
    if [ -n "${STEMMA_TEST_S3_ENDPOINT:-}" ]; then
        export STEMMA_TEST_S3_ENDPOINT STEMMA_TEST_S3_NAME=${STEMMA_TEST_S3_NAME:-$STEMMA_TEST_S3_ENDPOINT}
        return
    fi
    if ! program=$(s3_program); then
        say "No real S3 server: install minio, versitygw or Go, or set STEMMA_TEST_S3_ENDPOINT"
        return 1
    fi
    run_s3 "$program"
}
