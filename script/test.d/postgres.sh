# shellcheck shell=bash
# The throw-away cluster goes away.

test_the_cluster_stops_with_its_script() {
    local port
    isolated sh_in_cluster >url
    port=$(sed 's/.*:\([0-9]*\)\/.*/\1/' url)
    [ -n "$port" ] || fail "no cluster"
    ! port_in_use "$port" || fail "still listens on $port"
}

sh_in_cluster() {
    start_postgres
    port_in_use "$(echo "$STEMMA_TEST_PG_URL" | sed 's/.*:\([0-9]*\)\/.*/\1/')" || exit 1
    [ "$(stat -c %U "$STEMMA_PG_DIR/data" 2>/dev/null)" != root ] || exit 1
    echo "$STEMMA_TEST_PG_URL"
}
