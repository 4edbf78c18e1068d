# shellcheck shell=bash
# The table of counters.

test_counters_replace_those_of_the_last_run() {
    local now
    now=$(date -u +%F)
    printf 'P2 disk\tfull\t%s\t30 points\n' "$now" >b.tsv
    printf 'P1 disk\tshort\t%s\t15 kills, 0 lost\n' "$now" >a.tsv
    printf 'before\n<!-- counters -->\nold\n<!-- end of counters -->\nafter\n' >page.md
    put_rows page.md "$(reliability_rows a.tsv b.tsv)" 'script/test --full'
    has old <page.md && fail "the old counters are still there"
    equals "| P1 disk | short | 15 kills, 0 lost | $now |" "$(grep '^| P1' page.md)" row
    equals "| P2 disk | full | 30 points | $now |" "$(grep '^| P2' page.md)" row
    equals "before after" "$(sed -n '1p;$p' page.md | xargs)" "what is around"
    cp page.md again.md
    put_rows again.md "$(reliability_rows a.tsv b.tsv)" 'script/test --full'
    cmp page.md again.md || fail "a second run changes the page"
}
