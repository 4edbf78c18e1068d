# shellcheck shell=bash
# A peer: the reference OCI registry with skopeo, as Debian has them. One layer holds the file, uncompressed, as it came.

# oci_tools: false, with a word on how to get them, when they aren't installed.
oci_tools() {
    need_peer docker-registry docker-registry && need_peer skopeo skopeo
}

# oci_blob LAYOUT FILE: puts a file into an image layout and prints its sha256.
oci_blob() {
    local digest
    digest=$(sha256sum "$2" | cut -d ' ' -f 1)
    cp "$2" "$1/blobs/sha256/$digest"
    echo "$digest"
}

# oci_layout LAYOUT FILE: an image layout whose image "v1" has the file as its only layer.
oci_layout() {
    local type=application/vnd.oci.image layer config manifest
    mkdir -p "$1/blobs/sha256"
    layer=$(oci_blob "$1" "$2")
    printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$layer" >"$1/config"
    config=$(oci_blob "$1" "$1/config")
    printf '{"schemaVersion":2,"mediaType":"%s.manifest.v1+json","config":{"mediaType":"%s.config.v1+json","digest":"sha256:%s","size":%d},"layers":[{"mediaType":"%s.layer.v1.tar","digest":"sha256:%s","size":%d}]}' \
        $type $type "$config" "$(wc -c <"$1/config")" $type "$layer" "$(wc -c <"$2")" >"$1/manifest"
    manifest=$(oci_blob "$1" "$1/manifest")
    printf '{"schemaVersion":2,"manifests":[{"mediaType":"%s.manifest.v1+json","digest":"sha256:%s","size":%d,"annotations":{"org.opencontainers.image.ref.name":"v1"}}]}' \
        $type "$manifest" "$(wc -c <"$1/manifest")" >"$1/index.json"
    echo '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
}

# start_oci FOLDER: a registry on a free port of loopback; sets oci_port.
start_oci() {
    oci_port=$(free_port)
    mkdir -p "$1"
    cat >"$1/config.yml" <<END
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $1/data}}
http: {addr: 127.0.0.1:$oci_port}
END
    docker-registry serve "$1/config.yml" >"$1/log" 2>&1 &
    on_exit "stop_pid $!"
    wait_until 20 oci_ready || die "docker-registry did not start."
}

oci_ready() { [ "$(http_status "$oci_port" /v2/)" = 200 ]; }

# oci_push LAYOUT NAME, oci_pull NAME LAYOUT
oci_push() {
    skopeo --insecure-policy copy --preserve-digests --dest-tls-verify=false "oci:$1:v1" "docker://127.0.0.1:$oci_port/bench/$2:v1"
}
oci_pull() {
    skopeo --insecure-policy copy --preserve-digests --src-tls-verify=false "docker://127.0.0.1:$oci_port/bench/$1:v1" "oci:$2:v1"
}
