# shellcheck shell=bash
# Families of model files: a folder of versions, each a file or a folder of files, and who descends from whom.
#
# family.txt in the folder says so, one version a line: NAME [PARENT...], nearest parent first, parents before their
# children; "#" starts a comment. What it doesn't name comes last, in the order of names, without parents.

# family_members DIR: one line a version: name, path and parents, separated by tabs.
family_members() {
    local dir
    dir=$(cd "$1" 2>/dev/null && pwd -P) || die "There is no folder $1."
    family_lines "$dir" | awk -v dir="$dir" '
        function wrong(what) { print "error: family.txt: " what > "/dev/stderr"; exit 1 }
        /^listed/ {
            sub(/#.*/, ""); name = $2
            if (NF < 2) next
            if (name in seen) wrong(name " stands there twice")
        }
        /^found/ {
            name = substr($0, 7); NF = 2
            if (name == "family.txt" || name in seen) next
        }
        {
            line = name "\t" dir "/" name
            for (i = 3; i <= NF; i++) {
                if (!($i in seen)) wrong($i ", a parent of " name ", does not stand before it")
                line = line "\t" $i
            }
            seen[name] = 1
            print line
        }' || exit 1
}

family_lines() (
    cd "$1"
    [ ! -e family.txt ] || sed 's/^/listed /' family.txt
    for name in *; do [ ! -e "$name" ] || printf 'found %s\n' "$name"; done
)

# member_files PATH: the files of a version.
member_files() { find "$1" -type f | LC_ALL=C sort; }

# bytes_below FOLDER_OR_FILE...: the sizes of all files in them, added up.
bytes_below() {
    find "$@" -type f -exec wc -c {} + | awk '!/ total$/ || NF > 2 { sum += $1 } END { printf "%.0f\n", sum }'
}

# six_models FOLDER: the example models as a family, as links to what lies in .build/models.
six_models() {
    local models=$STEMMA_BUILD/models name
    while read -r name _; do
        need_models "$models" "$name"
        ln "$models/$name.onnx" "$1/$name.onnx"
    done <<<"$STEMMA_MODELS"
    cat >"$1/family.txt" <<'FAMILY'
bge-small-en.onnx
bge-small-en-v15.onnx bge-small-en.onnx
bge-small-en-q.onnx bge-small-en.onnx
bge-small-en-v15-q.onnx bge-small-en-v15.onnx
all-minilm-l6-v2.onnx
all-minilm-l6-v2-q.onnx all-minilm-l6-v2.onnx
FAMILY
}
