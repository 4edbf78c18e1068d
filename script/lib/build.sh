# shellcheck shell=bash
# Builds the runnable command and server when a source is newer than the last build.

STEMMA_BUILT=$STEMMA_BUILD/built

# Folders count too: their time changes when a file in them is removed.
sources_changed() {
    [ -e "$STEMMA_BUILT" ] && [ -x "$STEMMA_CLI" ] && [ -e "$STEMMA_SERVER/quarkus-run.jar" ] || return 0
    [ -n "$(find "$STEMMA_ROOT"/pom.xml "$STEMMA_ROOT"/.mvn "$STEMMA_ROOT"/*/pom.xml "$STEMMA_ROOT"/*/src \
        -newer "$STEMMA_BUILT" -print 2>/dev/null | head -n 1)" ]
}

build() {
    local stamp=$STEMMA_BUILD/building
    need_maven
    mkdir -p "$STEMMA_BUILD"
    if sources_changed; then
        say "Building with $(jdk_major "$JAVA_HOME" | sed 's/^/JDK /') in $JAVA_HOME"
        touch "$stamp" # a file that changes while the build runs is newer than this
        if ! maven -q package -DskipTests >"$STEMMA_BUILD/build.log"; then
            grep -v '^\[ERROR\][[:space:]]*\(at \|\[Help\|$\)' "$STEMMA_BUILD/build.log" | head -n 40 >&2
            die "The build failed (see above, and .build/build.log for the rest)."
        fi
        mv -f "$stamp" "$STEMMA_BUILT"
    fi
}
