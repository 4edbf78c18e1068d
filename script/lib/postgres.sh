# shellcheck shell=bash
# A throw-away PostgreSQL cluster: its own folder, its own loopback port, no socket file; gone when the script ends.
# Never the system's cluster, never as root.

pg_bin() {
    local dir
    for dir in "${STEMMA_PG_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin \
        /usr/local/opt/postgresql*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /none/none)")"; do
        if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
            echo "$dir"
            return
        fi
    done
    return 1
}

# Debian's package makes and starts a cluster of its own, which nobody here asked for: a drop-in file says not to.
install_postgres() {
    apt_has postgresql || return 1
    local drop_in=/etc/postgresql-common/createcluster.d/stemma-no-cluster.conf
    mkdir -p "$(dirname "$drop_in")"
    echo "create_main_cluster = false" >"$drop_in"
    apt_install postgresql
    rm -f "$drop_in"
}

need_postgres() {
    if ! STEMMA_PG_BIN=$(pg_bin); then
        install_postgres || die "The tests need PostgreSQL (initdb and postgres), and none was found." \
            "Debian, Ubuntu: apt-get install postgresql      macOS: brew install postgresql" \
            "elsewhere:      set STEMMA_PG_BIN to the folder that holds initdb"
        STEMMA_PG_BIN=$(pg_bin) || die "PostgreSQL was installed, but initdb is not where it was expected: set STEMMA_PG_BIN."
    fi
}

# pg_run COMMAND...: as the account that owns the cluster.
pg_run() {
    if [ -n "$STEMMA_PG_ACCOUNT" ]; then
        (cd / && exec setpriv --reuid "$STEMMA_PG_ACCOUNT" --regid "$(id -g "$STEMMA_PG_ACCOUNT")" --clear-groups -- "$@")
    else
        "$@"
    fi
}

pg_choose_account() {
    STEMMA_PG_ACCOUNT=""
    is_root || return 0
    if id postgres >/dev/null 2>&1; then STEMMA_PG_ACCOUNT=postgres; else STEMMA_PG_ACCOUNT=nobody; fi
}

# In the clone where the account can reach it, else in the temporary folder (a clone below /root, for one).
pg_make_folder() {
    mkdir -p "$STEMMA_BUILD"
    if ! pg_run test -x "$STEMMA_BUILD"; then
        STEMMA_PG_DIR=$(mktemp -d "${TMPDIR:-/tmp}/stemma-pg.XXXXXX")
    else
        STEMMA_PG_DIR=$(mktemp -d "$STEMMA_BUILD/pg.XXXXXX")
    fi
    on_exit "rm -rf '$STEMMA_PG_DIR'"
    [ -z "$STEMMA_PG_ACCOUNT" ] || chown "$STEMMA_PG_ACCOUNT" "$STEMMA_PG_DIR"
}

pg_init() {
    local secret=$STEMMA_PG_DIR/secret
    pg_run sh -c 'umask 077; printf %s "$1" > "$2"' sh "$STEMMA_TEST_PG_PASSWORD" "$secret"
    pg_run "$STEMMA_PG_BIN/initdb" -D "$STEMMA_PG_DIR/data" -U "$STEMMA_TEST_PG_USER" --pwfile="$secret" \
        --auth=scram-sha-256 -E UTF8 --locale=C --no-instructions >"$STEMMA_PG_LOG" 2>&1 || pg_failed "initdb failed"
    echo "create database stemma" | pg_run "$STEMMA_PG_BIN/postgres" --single -D "$STEMMA_PG_DIR/data" postgres \
        >>"$STEMMA_PG_LOG" 2>&1 || pg_failed "the database could not be made"
}

pg_failed() {
    tail -n 20 "$STEMMA_PG_LOG" >&2
    die "PostgreSQL: $1 (see above)."
}

# postmaster.pid ends with a status line, which says "ready" once connections are taken.
pg_ready() { pg_run grep -q '^ready' "$STEMMA_PG_DIR/data/postmaster.pid"; }

pg_ready_or_dead() { pg_ready || ! kill -0 "$1" 2>/dev/null; }

# The server's own process, not the shell that became it; SIGINT is its fast shutdown.
pg_stop() {
    local pid
    pid=$(pg_run head -n 1 "$STEMMA_PG_DIR/data/postmaster.pid" 2>/dev/null) || return 0
    stop_pid "$pid" INT 20
}

# start_postgres: exports STEMMA_TEST_PG_URL, _USER, _PASSWORD and STEMMA_TEST_PG_NAME; stops with the script.
start_postgres() {
    local port pid
    need_postgres
    pg_choose_account
    pg_make_folder
    STEMMA_PG_LOG=$STEMMA_BUILD/postgres.log
    export STEMMA_TEST_PG_USER=stemma STEMMA_TEST_PG_PASSWORD
    STEMMA_TEST_PG_PASSWORD=$(random_hex)
    pg_init
    for _ in 1 2 3; do # another process may take the port first
        port=$(free_port)
        pg_run "$STEMMA_PG_BIN/postgres" -D "$STEMMA_PG_DIR/data" -p "$port" -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories= -c fsync=on -c synchronous_commit=on -c max_connections=100 \
            >>"$STEMMA_PG_LOG" 2>&1 &
        pid=$!
        if wait_until 30 pg_ready_or_dead "$pid" && pg_ready; then
            on_exit pg_stop
            export STEMMA_TEST_PG_URL=jdbc:postgresql://127.0.0.1:$port/stemma
            STEMMA_TEST_PG_NAME=$("$STEMMA_PG_BIN/postgres" --version | sed 's/^postgres (PostgreSQL)/PostgreSQL/')
            export STEMMA_TEST_PG_NAME
            return
        fi
        pg_stop
    done
    pg_failed "the server did not start"
}
