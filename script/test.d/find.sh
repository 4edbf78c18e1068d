# shellcheck shell=bash
# How scripts find what they need.

fake_jdk() {
    mkdir -p "$1/bin"
    touch "$1/bin/javac"
    chmod +x "$1/bin/javac"
    echo "JAVA_VERSION=\"$2\"" >"$1/release"
}

test_jdk_version_comes_from_the_release_file() {
    fake_jdk a 25.0.3
    equals 25 "$(jdk_major a)" "JAVA_VERSION 25.0.3"
    fake_jdk b 26
    equals 26 "$(jdk_major b)" "JAVA_VERSION 26"
    fake_jdk c 25-ea
    equals 25 "$(jdk_major c)" "JAVA_VERSION 25-ea"
    rm a/bin/javac
    ! jdk_major a || fail "a runtime without a compiler was taken"
}

test_the_oldest_sufficient_jdk_is_taken() {
    fake_jdk old 17.0.1
    fake_jdk new 26
    fake_jdk right 25.0.1
    jdk_candidates() { printf '%s\n' "$PWD/old" "$PWD/new" "$PWD/missing" "$PWD/right"; }
    equals "$PWD/right" "$(best_jdk)" jdk
}

test_no_jdk_ends_with_what_to_do() {
    jdk_candidates() { :; }
    install_jdk() { return 1; }
    local said
    said=$( (JAVA_HOME='' need_jdk) 2>&1) && fail "went on without a JDK"
    case $said in *"needs a JDK 25"*adoptium*) ;; *) fail "unhelpful: $said" ;; esac
}

test_versions_compare_by_number() {
    at_least 3.8.7 3.8.7 || fail equal
    at_least 3.10.0 3.8.7 || fail "3.10.0 is newer than 3.8.7"
    ! at_least 3.6.3 3.8.7 || fail "3.6.3 is older than 3.8.7"
}

test_a_wrong_jdk_gets_one_sentence_from_the_build() {
    local old said
    for old in /usr/lib/jvm/*17* /usr/lib/jvm/*21*; do
        [ -x "$old/bin/javac" ] && break
    done
    [ -x "$old/bin/javac" ] || return 0 # nothing older on this machine
    need_maven
    said=$(cd "$STEMMA_ROOT" && JAVA_HOME=$old "$STEMMA_MAVEN" -q -B -o validate 2>&1) && fail "Maven went on with $old"
    equals 1 "$(printf '%s\n' "$said" | grep -c 'Stemma builds with JDK 25 or newer')" "sentences"
}
