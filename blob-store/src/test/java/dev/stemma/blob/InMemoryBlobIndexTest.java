package dev.stemma.blob;

final class InMemoryBlobIndexTest extends BlobIndexContract {

    @Override
    protected BlobIndex index() {
        return new InMemoryBlobIndex();
    }
}
