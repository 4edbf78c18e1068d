# shellcheck shell=bash
# Tests of what is written in shell: every function test_* of script/test.d/*.sh runs in a process and a folder of its own.

# fail WORD...: ends a test.
fail() {
    echo "$*" >&2
    exit 1
}

# equals EXPECTED ACTUAL WHAT
equals() { [ "$1" = "$2" ] || fail "$3: expected \"$1\", got \"$2\""; }

# has GREP_ARGUMENT...: like grep -q, but reads to the end, so that the writer before it never meets a closed pipe.
has() { grep "$@" >/dev/null; }

run_script_test() {
    local file=$1 name=$2 log=$STEMMA_BUILD/script-tests.log outcome=passed
    if ! (
        STEMMA_CLEANUPS=()
        trap run_cleanups EXIT
        # shellcheck source=/dev/null
        . "$file"
        folder=$(mktemp -d "$STEMMA_BUILD/t.XXXXXX")
        on_exit "rm -rf '$folder'"
        cd "$folder"
        "$name"
    ) >"$log" 2>&1 </dev/null; then
        outcome=failed
        sed "s/^/  $name: /" "$log" >&2
    fi
    echo "$outcome $(basename "$file" .sh).${name#test_}" >>"$STEMMA_BUILD/script-outcomes.txt"
}

run_script_tests() {
    local file name
    : >"$STEMMA_BUILD/script-outcomes.txt"
    for file in "$STEMMA_ROOT"/script/test.d/*.sh; do
        for name in $(sed -n 's/^\(test_[a-z_0-9]*\)() *{.*/\1/p' "$file"); do
            run_script_test "$file" "$name"
        done
    done
}
