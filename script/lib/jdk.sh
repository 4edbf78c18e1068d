# shellcheck shell=bash
# Finds a JDK 25 or newer and exports JAVA_HOME. No JVM is started to look: every JDK names its version in `release`.

STEMMA_JAVA_LEAST=25

# jdk_major DIR: prints the feature release of the JDK in DIR; false when there is none.
jdk_major() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

jdk_candidates() {
    local on_path
    if on_path=$(command -v javac); then
        on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
        dirname "$(dirname "$on_path")"
    fi
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/openjdk* \
        "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# The oldest that suffices: the build's compiler plugins are tried with 25 first.
best_jdk() {
    local home major best="" best_major=1000
    while IFS= read -r home; do
        major=$(jdk_major "$home") && [ -n "$major" ] || continue
        if [ "$major" -ge "$STEMMA_JAVA_LEAST" ] && [ "$major" -lt "$best_major" ]; then
            best=$home
            best_major=$major
        fi
    done < <(jdk_candidates)
    [ -n "$best" ] && echo "$best"
}

install_jdk() {
    local package
    for package in temurin-25-jdk openjdk-25-jdk-headless; do
        if apt_has "$package"; then
            apt_install "$package"
            return
        fi
    done
    return 1
}

need_jdk() {
    local major home
    if [ -n "${JAVA_HOME:-}" ] && major=$(jdk_major "$JAVA_HOME") && [ "${major:-0}" -ge "$STEMMA_JAVA_LEAST" ]; then
        export JAVA_HOME
        return
    fi
    if home=$(best_jdk) || { install_jdk && home=$(best_jdk); }; then
        export JAVA_HOME=$home
        return
    fi
    die "Stemma needs a JDK $STEMMA_JAVA_LEAST or newer, and none was found (JAVA_HOME is ${JAVA_HOME:-not set})." \
        "Debian, Ubuntu: the package temurin-25-jdk of https://adoptium.net/installation/linux/" \
        "macOS:          brew install openjdk@25" \
        "anywhere:       unpack an archive of https://adoptium.net/temurin/releases/?version=25 and set JAVA_HOME to it"
}
