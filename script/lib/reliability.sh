# shellcheck shell=bash
# The full counts of docs/reliability.md, and their way into that page.

# reliability_rows FILE...: lines of tests (promise, form, date, counters, separated by tabs) as rows of a table.
reliability_rows() {
    [ $# -gt 0 ] || return 0
    LC_ALL=C sort "$@" | awk -F '\t' 'NF == 4 { printf "| %s | %s | %s | %s |\n", $1, $2, $4, $3 }'
}

# put_rows PAGE ROWS COMMAND: replaces what stands between the marks of the page.
put_rows() {
    local part=$1.part
    awk -v rows="$2" -v command="$3" '
        /<!-- end of counters -->/ { inside = 0 }
        !inside { print }
        /<!-- counters -->/ {
            inside = 1
            print "\nWritten by `" command "` from what the tests counted.\n"
            print "| promise | form | counted | on |\n|---|---|---|---|"
            printf "%s\n\n", rows
        }' "$1" >"$part"
    mv "$part" "$1"
}

# write_reliability NEWER_THAN: the counters of this run go into docs/reliability.md.
write_reliability() {
    local file files=()
    while IFS= read -r file; do files+=("$file"); done < <(
        find "$STEMMA_ROOT"/*/target/reliability -name '*.tsv' -newer "$1" 2>/dev/null)
    [ ${#files[@]} -gt 0 ] || return 0
    put_rows "$STEMMA_ROOT/docs/reliability.md" "$(reliability_rows "${files[@]}")" "script/test --full"
    say "The counters are in docs/reliability.md"
}

# run_full_counts LOG TMP: the tests of the promises once more, with full counts; false when one fails.
run_full_counts() {
    STEMMA_TEST_FULL=yes maven verify -fae -Dmaven.test.failure.ignore=true -Dquarkus.build.skip=true \
        -Dtest='FailingS3Test,*BitRotTest,CollectionRaceTest' -Dsurefire.failIfNoSpecifiedTests=false \
        -Dit.test='dev.stemma.registry.reliability.*IT' -Dfailsafe.failIfNoSpecifiedTests=false \
        -Dsurefire.reportNameSuffix=full -Dtest.timeout=14400 -Dtest.tmp="$2" >"$1" 2>&1
}
