# shellcheck shell=bash
# bytes and speed of the codecs alone, one thread, beside copying and zstd -1 in the same run
# options: [--profile] [FILE[=BASE]...] (default: bge-small-en, its retrain v1.5 given it, all-MiniLM-L6-v2)
# FILE=BASE encodes against the tensors of the same names in BASE; --profile shows where the time goes (Linux).

codec_bench() {
    local blob=$STEMMA_ROOT/blob-store/target zstd
    zstd=$(find "$STEMMA_SERVER/lib" -name '*zstd-jni*.jar' | head -n 1)
    # CPU-time sampling is still experimental in the JDK, which would say so before the figures.
    "$JAVA_HOME/bin/java" -Xmx2g -XX:+UseSerialGC -XX:-UsePerfData -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints \
        --enable-native-access=ALL-UNNAMED "-Xlog:jfr*=off" \
        -cp "$blob/classes:$blob/test-classes:$zstd" dev.stemma.blob.codec.CodecBench "$@"
}

codec_flags=()
if [ "${1:-}" = --profile ]; then
    codec_flags=(--profile)
    shift
fi
if [ $# -eq 0 ]; then
    codec_models=$STEMMA_BUILD/models
    need_models "$codec_models" bge-small-en bge-small-en-v15 all-minilm-l6-v2
    set -- "$codec_models/bge-small-en.onnx" "$codec_models/bge-small-en-v15.onnx=$codec_models/bge-small-en.onnx" \
        "$codec_models/all-minilm-l6-v2.onnx"
fi
codec_bench ${codec_flags[@]+"${codec_flags[@]}"} "$@"
