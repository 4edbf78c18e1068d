# Finds a Java 25 or newer for the launcher. No JVM is started to look: every JDK and JRE names its version in `release`.
# Sets java_home and java_id (the exact build, fit for a file name).

# java_at DIR: true when DIR holds a Java that is new enough.
java_at() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    java_id=unknown
    java_major=0
    while IFS='=' read -r key value; do
        value=${value#\"}
        value=${value%\"}
        case $key in
            JAVA_VERSION) java_major=${value%%[!0-9]*} ;;
            JAVA_RUNTIME_VERSION) java_id=$value ;;
        esac
    done <"$1/release"
    [ "${java_major:-0}" -ge 25 ] || return 1
    java_home=$1
}

java_on_path() {
    found=$(command -v java) || return 1
    found=$(readlink -f "$found" 2>/dev/null) || return 1
    java_at "${found%/bin/java}"
}

java_in_usual_places() {
    for dir in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/openjdk* \
        "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        java_at "$dir" && return
    done
    return 1
}

find_java() {
    if [ -n "${STEMMA_JAVA_HOME:-}" ]; then
        java_at "$STEMMA_JAVA_HOME" && return
        echo "stemma: STEMMA_JAVA_HOME is $STEMMA_JAVA_HOME, which holds no Java 25 or newer: correct or unset it" >&2
        return 1
    fi
    [ -n "${JAVA_HOME:-}" ] && java_at "$JAVA_HOME" && return
    java_on_path || java_in_usual_places && return
    echo "stemma: no Java 25 or newer found: install one (https://adoptium.net/temurin/releases/?version=25) and set JAVA_HOME or STEMMA_JAVA_HOME to its folder" >&2
    return 1
}
