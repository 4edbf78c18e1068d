# shellcheck shell=bash
# Runs Maven: an installed one of 3.8.7 or newer, else the wrapper, which fetches one into the user's Maven folder.

STEMMA_MAVEN_LEAST=3.8.7

need_maven() {
    local version
    need_jdk
    if command -v mvn >/dev/null; then
        version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
        if [ -n "$version" ] && at_least "$version" "$STEMMA_MAVEN_LEAST"; then
            STEMMA_MAVEN=mvn
            return
        fi
        say "Maven ${version:-of unknown version} is too old for this build (it needs $STEMMA_MAVEN_LEAST): using the wrapper"
    fi
    STEMMA_MAVEN=$STEMMA_ROOT/mvnw
}

# maven ARGUMENT...: in the clone; without transfer lines, colours, or the warning that Maven's own libraries cause in newer JDKs.
maven() {
    [ -n "${STEMMA_MAVEN:-}" ] || need_maven
    (
        cd "$STEMMA_ROOT"
        export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
        "$STEMMA_MAVEN" -B -ntp "$@" 2>&1 | sed $'s/\033\\[[0-9;]*m//g'
    )
}
