package dev.stemma.blob;

final class InMemoryBlobPlacesTest extends BlobPlacesContract {

    @Override
    protected BlobIndex index() {
        return new InMemoryBlobIndex();
    }

    @Override
    protected int steps() {
        return 10_000;
    }
}
