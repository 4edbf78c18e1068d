package dev.stemma.blob.hot;

final class InMemoryHotIndexTest extends HotIndexContract {

    private final HotIndex index = new InMemoryHotIndex();

    @Override
    protected HotIndex index() {
        return index;
    }
}
