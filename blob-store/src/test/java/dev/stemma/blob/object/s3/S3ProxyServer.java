package dev.stemma.blob.object.s3;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** An S3 server in this JVM, on a free port of the loopback interface, with its objects in memory. */
public final class S3ProxyServer implements AutoCloseable {

    private static final String ACCESS_KEY = "stemma";
    private static final String SECRET_KEY = "stemma-secret";

    private final BlobStoreContext context;
    private final BlobStore objects;
    private final S3Proxy proxy;
    private final AtomicInteger buckets = new AtomicInteger();

    /** Starts the server. */
    public S3ProxyServer() throws Exception {
        context = ContextBuilder.newBuilder("transient")
                .credentials("identity", "credential")
                .build(BlobStoreContext.class);
        objects = context.getBlobStore();
        proxy = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
    }

    /** A bucket that no other test uses, made through the server's own interface. */
    public S3Config freshBucket() {
        String name = "bucket-" + buckets.incrementAndGet();
        objects.createContainerInLocation(null, name);
        return S3Buckets.config(endpoint(), ACCESS_KEY, SECRET_KEY, name, "");
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server in this JVM does not stop", e);
        }
        context.close();
    }
}
