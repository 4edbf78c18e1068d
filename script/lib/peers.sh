# shellcheck shell=bash
# Other ways to keep the same files: what they store, version by version, and the floors that no tool gets below.
# Each peer_* function stores one version: FOLDER to keep things in, number of the version, its path, a parent's path or -.

STEMMA_PEERS="\
borg borgbackup borg, zstd,3
restic_auto restic restic, auto
restic_max restic restic, max
casync casync casync
zstd_3 zstd zstd -3
zstd_19 zstd zstd -19
zstd_patch zstd zstd -19 --patch-from"

# need_peer BINARY PACKAGE: false, with a word on how to get it, when it isn't installed.
need_peer() {
    command -v "$1" >/dev/null && return
    say "$1 is not installed, so it is left out: Debian and Ubuntu have it as $2 (apt-get install $2), Homebrew as $2"
    return 1
}

start_borg() {
    export BORG_BASE_DIR=$1/home BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
    mkdir -p "$1/home" && borg init -e none "$1/stored"
}
peer_borg() { borg create -C zstd,3 "$1/stored::v$2" "$3"; }

start_restic_auto() {
    # Not a secret: the repository lives as long as the bench.
    export RESTIC_PASSWORD=bench RESTIC_REPOSITORY=$1/stored
    restic init --no-cache
}
start_restic_max() { start_restic_auto "$1"; }
peer_restic_auto() { restic backup --no-cache --compression auto "$3"; }
peer_restic_max() { restic backup --no-cache --compression max "$3"; }

start_casync() { mkdir -p "$1/stored"; }
peer_casync() {
    if [ -d "$3" ]; then
        casync make --store="$1/stored/store.castr" "$1/stored/$2.caidx" "$3"
    else
        casync make --store="$1/stored/store.castr" "$1/stored/$2.caibx" "$3"
    fi
}

start_zstd_3() { mkdir -p "$1/stored"; }
start_zstd_19() { mkdir -p "$1/stored"; }
start_zstd_patch() { mkdir -p "$1/stored"; }
peer_zstd_3() { each_file zstd_plain "$1/stored/$2" "$3" - -3; }
peer_zstd_19() { each_file zstd_plain "$1/stored/$2" "$3" - -19; }
peer_zstd_patch() { each_file zstd_patched "$1/stored/$2" "$3" "$4" -19; }

# each_file COMMAND OUT PATH PARENT LEVEL: COMMAND for every file of a version.
each_file() {
    local command=$1 out=$2 path=$3 parent=$4 level=$5 file n=0
    while IFS= read -r file; do
        n=$((n + 1))
        "$command" "$level" "$file" "$out.$n.zst" "$parent" "${file#"$path"}"
    done < <(member_files "$path")
}

zstd_plain() { zstd -q "$1" "$2" -o "$3"; }

# The parent of a file in a folder is its namesake there, else the largest file.
zstd_patched() {
    local parent=$4
    [ "$parent" != - ] || { zstd_plain "$@" && return; }
    if [ -d "$parent" ]; then
        [ -f "$parent$5" ] && parent=$parent$5 ||
            parent=$(member_files "$parent" | while IFS= read -r f; do wc -c "$f"; done | sort -n | tail -n 1 | sed 's/^ *[0-9]* //')
    fi
    zstd -q "$1" --long=27 --patch-from="$parent" "$2" -o "$3"
}

# clocked COMMAND...: runs it with its output in a log and prints seconds by the clock and of CPU, its children's with it.
clocked() {
    local TIMEFORMAT='%R %U %S' times
    times=$({ time "$@" >>"$folder/peers.log" 2>&1 </dev/null; } 2>&1) || return
    awk '{ printf "%s\t%.3f\n", $1, $2 + $3 }' <<<"$times"
}

# run_peer NAME LABEL MEMBERS RESULTS: appends "label, member, bytes, seconds, CPU seconds" for every version.
run_peer() {
    local peer=$1 label=$2 members=$3 results=$4 n=0 before after taken name path parent
    local store=$folder/peers/$peer
    mkdir -p "$store"
    "start_$peer" "$store" >>"$folder/peers.log" 2>&1 || peer_failed "$label"
    before=0 # what an empty repository takes is part of the first version
    while IFS=$'\t' read -r name path parent _; do
        n=$((n + 1))
        case $parent in '') parent=- ;; *) parent=$(dirname "$path")/$parent ;; esac
        taken=$(clocked "peer_$peer" "$store" $n "$path" "$parent") || peer_failed "$label"
        after=$(bytes_below "$store/stored")
        printf '%s\t%s\t%s\t%s\n' "$label" "$name" $((after - before)) "$taken" >>"$results"
        before=$after
    done <"$members"
    rm -rf "$store"
}

peer_failed() {
    tail -n 20 "$folder/peers.log" >&2
    die "$1 failed (see above)."
}

# run_peers MEMBERS RESULTS
run_peers() {
    local peer package label
    while read -r peer package label; do
        need_peer "${peer%%_*}" "$package" || continue
        say "Storing the family with $label"
        isolated run_peer "$peer" "$label" "$1" "$2"
    done <<<"$STEMMA_PEERS"
}

# floor LABEL COMMAND FILE...: one line: median of three runs over all files.
floor() {
    local label=$1 run
    shift
    for run in 1 2 3; do clocked "$@" || peer_failed "$label"; done | sort -n | sed -n 2p |
        awk -v bytes="$raw" -v label="$label" '{ printf "%-28s %8.0f MB/s %8.0f MB per second of CPU\n", label, bytes / 1e6 / $1, bytes / 1e6 / ($2 > 0 ? $2 : 0.001) }'
}

cp_all() {
    mkdir -p "$folder/copy"
    local n=0 file
    for file in "$@"; do
        n=$((n + 1))
        cp "$file" "$folder/copy/$n"
    done
    rm -rf "$folder/copy"
}

# floors MEMBERS
floors() {
    local files=() file path
    while IFS=$'\t' read -r _ path _; do
        while IFS= read -r file; do files+=("$file"); done < <(member_files "$path")
    done <"$1"
    floor cp cp_all "${files[@]}"
    need_peer sha256sum coreutils && floor sha256sum sha256sum "${files[@]}"
    need_peer openssl openssl && floor "openssl dgst -sha256" openssl dgst -sha256 "${files[@]}"
}

# compare RESULTS: a table of versions against tools from what run_peer wrote, in the order in which it was written.
compare() {
    awk -F '\t' '
        function cell(label, name, digits) { return (label, name) in bytes ? sprintf("%." digits "f", bytes[label, name] / 1e6) : "" }
        {
            if (!($1 in sum)) labels[++tools] = $1
            if (!($2 in known)) { known[$2] = 1; names[++members] = $2 }
            bytes[$1, $2] = $3; sum[$1] += $3; wall[$1] += $4; cpu[$1] += $5
        }
        END {
            line = "| MB stored |"; rule = "|---|"
            for (t = 1; t <= tools; t++) { line = line " " labels[t] " |"; rule = rule "--:|" }
            print line; print rule
            for (m = 1; m <= members; m++) {
                line = "| " names[m] " |"
                for (t = 1; t <= tools; t++) line = line " " cell(labels[t], names[m], bytes[labels[t], names[m]] < 1e6 ? 3 : 1) " |"
                print line
            }
            all = "| **all** |"; part = "| of raw |"; clock = "| seconds |"; used = "| seconds of CPU |"
            for (t = 1; t <= tools; t++) {
                all = all sprintf(" **%.1f** |", sum[labels[t]] / 1e6)
                part = part sprintf(" %.1f %% |", 100 * sum[labels[t]] / sum["raw"])
                clock = clock (labels[t] == "raw" ? " |" : sprintf(" %.1f |", wall[labels[t]]))
                used = used (labels[t] == "raw" ? " |" : sprintf(" %.1f |", cpu[labels[t]]))
            }
            print all; print part; print clock; print used
        }' "$1"
}
