# shellcheck shell=bash
# Options of benches, families, and tables of peers.

test_an_option_belongs_to_one_bench() {
    local said
    said=$("$STEMMA_ROOT/script/bench" start transfer --x 2>&1) && fail "took an option for two benches"
    has usage <<<"$said" || fail "unhelpful: $said"
    said=$("$STEMMA_ROOT/script/bench" start --x 2>&1) && fail "took an option that nobody reads"
    equals 'error: The bench "start" has no options.' "$said" error
    said=$("$STEMMA_ROOT/script/bench" nonsense 2>&1) && fail "ran nonsense"
    has nonsense <<<"$said" || fail "unhelpful: $said"
}

with_family() {
    . "$STEMMA_LIB/family.sh"
    mkdir -p models/folder
    touch models/a models/b "models/c d" models/folder/x
    printf '%s\n' "$@" >models/family.txt
}

test_a_family_has_an_order_and_parents() {
    with_family '# all' 'b  # first' '' 'folder b' 'a b folder'
    local dir=$PWD/models
    equals "$(printf 'b\t%s\nfolder\t%s\tb\na\t%s\tb\tfolder\nc d\t%s' "$dir/b" "$dir/folder" "$dir/a" "$dir/c d")" \
        "$(family_members models)" members
}

test_a_parent_must_stand_before_its_child() {
    with_family 'a b' b
    local said
    said=$(family_members models 2>&1 >/dev/null) && fail "took a parent that comes later"
    equals 'error: family.txt: b, a parent of a, does not stand before it' "$said" error
}

test_a_version_stands_there_once() {
    with_family a a
    local said
    said=$(family_members models 2>&1 >/dev/null) && fail "took a version twice"
    equals 'error: family.txt: a stands there twice' "$said" error
}

test_bytes_of_files_in_folders_add_up() {
    with_family a
    printf 12345 >models/a
    printf 123 >models/folder/x
    equals 8 "$(bytes_below models/a models/folder)" bytes
    equals 0 "$(bytes_below models/b)" "an empty file"
}

test_an_absent_peer_is_named_with_its_package() {
    . "$STEMMA_LIB/peers.sh"
    local said
    said=$(need_peer no-such-binary its-package 2>&1) && fail "found no-such-binary"
    has its-package <<<"$said" || fail "unhelpful: $said"
}

test_peers_are_set_against_raw_bytes() {
    . "$STEMMA_LIB/peers.sh"
    printf '%s\t%s\t%s\t%s\t%s\n' raw a 2000000 0 0 raw b 2000000 0 0 x a 1000000 1 2 x b 500000 3 4 >results
    equals "| MB stored | raw | x |
|---|--:|--:|
| a | 2.0 | 1.0 |
| b | 2.0 | 0.500 |
| **all** | **4.0** | **1.5** |
| of raw | 100.0 % | 37.5 % |
| seconds | | 4.0 |
| seconds of CPU | | 6.0 |" "$(compare results)" table
}

test_a_peer_is_counted_by_what_each_version_adds() {
    . "$STEMMA_LIB/family.sh"
    . "$STEMMA_LIB/peers.sh"
    mkdir models
    printf 12345 >models/a
    printf 123 >models/b
    folder=$PWD
    start_cat() { mkdir -p "$1/stored"; }
    peer_cat() { cat "$3" >>"$1/stored/all"; }
    family_members models >members
    run_peer cat label members results
    equals "label a 5
label b 3" "$(cut -f 1-3 results | tr '\t' ' ')" results
}
