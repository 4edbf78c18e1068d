package dev.stemma.lineage;

final class InMemoryLineageStoreTest extends LineageStoreContract {

    private final LineageStore store = new InMemoryLineageStore();

    @Override
    protected LineageStore store() {
        return store;
    }

    @Override
    protected String freshNamespace() {
        return "acme";
    }
}
