# shellcheck shell=bash
# The command's launcher, with a `java` that only tells how it was called.

# fake_java DIR VERSION: a Java whose release file says VERSION.
fake_java() {
    mkdir -p "$1/bin"
    printf 'JAVA_VERSION="%s"\nJAVA_RUNTIME_VERSION="%s+1-TEST"\n' "$2" "$2" >"$1/release"
    # shellcheck disable=SC2016 # for the script inside
    printf '#!/bin/sh\nprintf "%%s\\n" "$0" "$@"\n' >"$1/bin/java"
    chmod +x "$1/bin/java"
}

# launch ARGUMENT...: the launcher with a fake Java in ./jdk and a home of its own; its standard input is not a terminal.
launch() {
    [ -d jdk ] || fake_java "$PWD/jdk" 25.0.3
    env -u JAVA_HOME -u STEMMA_JAVA_OPTS -u STEMMA_AOT HOME="$PWD" XDG_CACHE_HOME="$PWD/cache" \
        STEMMA_JAVA_HOME="$PWD/jdk" "${vars[@]:-A=B}" "$STEMMA_CLI" "$@"
}

test_passes_arguments_unchanged() {
    local tail
    tail=$(launch show 'a b' '' '*' | tail -n 4)
    equals "$(printf '%s\n' show 'a b' '' '*')" "$tail" arguments
}

test_refuses_an_old_java_with_one_sentence() {
    fake_java "$PWD/jdk" 21.0.1
    local said status=0
    said=$(launch --version 2>&1) || status=$?
    equals 1 "$status" "exit status"
    equals 1 "$(printf '%s\n' "$said" | wc -l | tr -d ' ')" "lines"
    case $said in *"no Java 25"*) ;; *) fail "unhelpful: $said" ;; esac
}

test_prefers_java_home_that_is_new_enough() {
    fake_java "$PWD/mine" 26
    vars=(STEMMA_JAVA_HOME= "JAVA_HOME=$PWD/mine")
    equals "$PWD/mine/bin/java" "$(launch --version | head -n 1)" "java"
}

test_passes_over_java_home_that_is_too_old() {
    fake_java "$PWD/mine" 17.0.2
    fake_java "$PWD/.jdks/new" 25
    vars=(STEMMA_JAVA_HOME= "JAVA_HOME=$PWD/mine" PATH=/usr/bin:/bin)
    case $(launch --version | head -n 1) in
        "$PWD/mine/bin/java") fail "took Java 17" ;;
    esac
}

test_says_that_no_stream_is_a_terminal() {
    launch ls | has -x -- -Dstemma.tty= || fail "tty letters"
}

test_takes_the_width_from_columns() {
    vars=(COLUMNS=97)
    launch ls | has -x -- -Dstemma.cols=97 || fail "columns"
    vars=('COLUMNS=9; rm')
    ! launch ls | has -- stemma.cols || fail "took a width that is no number"
}

test_works_through_a_symbolic_link() {
    mkdir bin
    ln -s "$STEMMA_CLI" bin/first
    ln -s first bin/second
    fake_java "$PWD/jdk" 25
    STEMMA_JAVA_HOME=$PWD/jdk bin/second ls | has -F "$STEMMA_ROOT/cli/target/stemma/lib/stemma-cli.jar" || fail "jar not found"
}

test_hashing_commands_get_the_optimising_compiler() {
    launch push x | has TieredStopAtLevel && fail "push is held back"
    launch ls | has -x -- -XX:TieredStopAtLevel=1 || fail "ls is not"
}

test_ignores_a_cache_older_than_the_command() {
    mkdir -p cache/stemma
    touch -d 2001-01-01 "cache/stemma/cli-$(stemma_version)-25.0.3+1-TEST.aot"
    ! launch ls | has AOTCache || fail "old cache used"
    touch "cache/stemma/cli-$(stemma_version)-25.0.3+1-TEST.aot"
    launch ls | has -x -- "-XX:AOTCache=$PWD/cache/stemma/cli-$(stemma_version)-25.0.3+1-TEST.aot" || fail "new cache not used"
    vars=(STEMMA_AOT=off)
    ! launch ls | has AOTCache || fail "cache used though it is off"
}

test_leaves_no_process_behind_without_a_terminal() {
    launch ls >/dev/null
    [ ! -e cache ] || fail "a cache is being built: $(find cache)"
}

stemma_version() { sed -n 's/.*stemma\/cli-\(.*\)-\$java_id.*/\1/p' "$STEMMA_CLI"; }

# A Java that "records" slowly: half of the cache, a pause, the other half.
recording_java() {
    fake_java "$PWD/jdk" 25.0.3
    cat >jdk/bin/java <<'JAVA'
#!/bin/sh
for word in "$@"; do
    case $word in -XX:AOTCacheOutput=*) file=${word#*=} ;; esac
done
printf half >"$file"
sleep 0.3
printf whole >>"$file"
JAVA
}

test_caches_built_at_the_same_time_are_whole() {
    recording_java
    local train=$STEMMA_ROOT/cli/target/stemma/libexec/train pids=() pid seen
    for _ in 1 2 3; do
        STEMMA_JAVA_HOME=$PWD/jdk "$train" "$PWD/cache/cli.aot" 0 &
        pids+=($!)
    done
    while kill -0 "${pids[0]}" 2>/dev/null || kill -0 "${pids[2]}" 2>/dev/null; do
        seen=$(cat cache/cli.aot 2>/dev/null || echo halfwhole)
        equals halfwhole "$seen" "cache while others build"
    done
    for pid in "${pids[@]}"; do wait "$pid" || fail "training failed"; done
    equals halfwhole "$(cat cache/cli.aot)" cache
    equals cli.aot "$(ls -A cache)" "what is left"
}
