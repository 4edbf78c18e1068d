# shellcheck shell=bash
# What every script needs: where the clone is, how to speak, how to clean up. Sourced, never run.

set -euo pipefail

STEMMA_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
STEMMA_BUILD=$STEMMA_ROOT/.build # everything that scripts make beside Maven's target folders; ignored by git

say() { printf '%s\n' "$*" >&2; }

die() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

# usage SCRIPT: shows the comment at the head of the script, from "usage:" on.
usage() {
    sed -n '/^# usage:/,/^[^#]/s/^# \{0,1\}//p' "$1" >&2
    exit 2
}

# on_exit COMMAND: runs COMMAND when the script ends, however it ends; the latest first.
STEMMA_CLEANUPS=()
on_exit() { STEMMA_CLEANUPS=("$1" ${STEMMA_CLEANUPS[@]+"${STEMMA_CLEANUPS[@]}"}); }

run_cleanups() {
    local status=$? cleanup
    trap '' INT TERM # a second Ctrl-C must not leave a database behind
    set +e
    for cleanup in ${STEMMA_CLEANUPS[@]+"${STEMMA_CLEANUPS[@]}"}; do
        eval "$cleanup"
    done
    exit "$status"
}
trap run_cleanups EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# isolated COMMAND...: in a process whose own clean-ups run at its own end.
isolated() (
    STEMMA_CLEANUPS=()
    trap run_cleanups EXIT
    "$@"
)

# stop_pid PID [SIGNAL] [SECONDS]: asks the process to end, waits, and then insists.
stop_pid() {
    local pid=$1 signal=${2:-TERM} patience=$((${3:-10} * 10))
    kill -"$signal" "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        if [ "$patience" -eq 0 ]; then
            kill -KILL "$pid" 2>/dev/null || true
            return
        fi
        sleep 0.1
        patience=$((patience - 1))
    done
}

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A loopback port that nobody listens on, below the range that systems hand out by themselves.
free_port() {
    local port
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        if ! port_in_use "$port"; then
            echo "$port"
            return
        fi
    done
    die "No free port on 127.0.0.1 between 20000 and 32000 after 20 tries."
}

# wait_until SECONDS COMMAND...: true as soon as the command is, false when the time is over.
wait_until() {
    local tries=$(($1 * 20))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# at_least A B: true when the dotted version A is B or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

random_hex() { od -An -N"${1:-16}" -tx1 /dev/urandom | tr -d ' \n'; }

is_root() { [ "$(id -u)" = 0 ]; }

# apt_has PACKAGE: Debian or a child of it, as root, and the package is there to install.
apt_has() {
    is_root && command -v apt-get >/dev/null || return 1
    apt-cache show "$1" >/dev/null 2>&1 && return 0
    if [ -z "${STEMMA_APT_UPDATED:-}" ]; then
        STEMMA_APT_UPDATED=1
        apt-get update -qq >/dev/null 2>&1 || true
        apt-cache show "$1" >/dev/null 2>&1
    else
        return 1
    fi
}

apt_install() {
    say "Installing $* with apt-get"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
