package dev.stemma.registry.app;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.object.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the object store answers. */
@Readiness
@ApplicationScoped
final class ObjectStoreReady implements HealthCheck {

    private final ObjectStore objects;

    ObjectStoreReady(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            objects.check();
            return HealthCheckResponse.up("object store");
        } catch (BlobException e) {
            return HealthCheckResponse.down("object store");
        }
    }
}
