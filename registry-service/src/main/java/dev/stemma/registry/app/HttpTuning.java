package dev.stemma.registry.app;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Large files arrive and leave in large pieces, so that a gigabyte costs thousands of hand-overs, not hundreds of thousands. */
@Singleton
final class HttpTuning implements HttpServerOptionsCustomizer {

    private static final int PIECE_BYTES = 1 << 18;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        tune(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        tune(options);
    }

    private static void tune(HttpServerOptions options) {
        options.setMaxChunkSize(PIECE_BYTES).setReceiveBufferSize(PIECE_BYTES).setTcpNoDelay(true);
    }
}
