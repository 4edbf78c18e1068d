# shellcheck shell=bash
# Counts tests from the XML that surefire and failsafe write. A skipped test is never one that passed.

# module_reports MODULE NEWER_THAN: the reports of this run.
module_reports() {
    find "$STEMMA_ROOT/$1/target/surefire-reports" "$STEMMA_ROOT/$1/target/failsafe-reports" \
        -name 'TEST-*.xml' -newer "$2" 2>/dev/null
}

# test_outcomes FILE...: one line a test, "passed|failed|skipped Class.name".
test_outcomes() {
    [ $# -gt 0 ] || return 0
    awk '
        function attribute(line, key,   rest) {
            if (!match(line, " " key "=\"[^\"]*\"")) return ""
            rest = substr(line, RSTART, RLENGTH)
            sub(/^[^"]*"/, "", rest); sub(/"$/, "", rest)
            gsub(/&lt;/, "<", rest); gsub(/&gt;/, ">", rest); gsub(/&quot;/, "\"", rest); gsub(/&amp;/, "\\&", rest)
            return rest
        }
        function finish() { if (name != "") print outcome, name; name = "" }
        /^ *<testcase / {
            finish()
            class = attribute($0, "classname"); sub(/.*\./, "", class)
            name = class "." attribute($0, "name"); outcome = "passed"
            if ($0 ~ /\/> *$/) finish()
            next
        }
        /^ *<(failure|error)[ >]/ { if (name != "") outcome = "failed" }
        /^ *<skipped[ \/>]/       { if (name != "") outcome = "skipped" }
        /^ *<\/testcase>/         { finish() }
    ' "$@"
}

count() { awk -v want="$1" '$1 == want { n++ } END { print n + 0 }' "$2"; }

# summarise NEWER_THAN SECONDS: what ran, on what, for how long; sets STEMMA_FAILED and STEMMA_PASSED.
summarise() {
    local all=$STEMMA_BUILD/outcomes.txt part=$STEMMA_BUILD/outcomes.part module file
    local files
    : >"$all"
    say ""
    say "database     H2 (embedded), ${STEMMA_TEST_PG_NAME:-PostgreSQL: none}"
    say "objects      disk, S3Proxy in the JVM, ${STEMMA_S3_SERVERS:-no real S3 server}"
    for module in $(sed -n 's/.*<module>\(.*\)<\/module>.*/\1/p' "$STEMMA_ROOT/pom.xml") scripts; do
        files=()
        while IFS= read -r file; do files+=("$file"); done < <(module_reports "$module" "$1")
        test_outcomes ${files[@]+"${files[@]}"} >"$part"
        [ "$module" != scripts ] || cat "$STEMMA_BUILD/script-outcomes.txt" >"$part" 2>/dev/null || true
        say "$(printf '%-20s %5d passed, %d failed, %d skipped' "$module" "$(count passed "$part")" \
            "$(count failed "$part")" "$(count skipped "$part")")"
        cat "$part" >>"$all"
    done
    grep -E '^(failed|skipped) ' "$all" | sed 's/^/  /' >&2 || true
    say "$(printf 'duration     %d min %02d s' $(($2 / 60)) $(($2 % 60)))"
    STEMMA_PASSED=$(count passed "$all")
    STEMMA_FAILED=$(count failed "$all")
    STEMMA_SKIPPED=$(count skipped "$all")
}
