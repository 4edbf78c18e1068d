package dev.stemma.registry.port;

final class InMemoryPortsTest implements AllPortsContract {

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Override
    public Ports ports() {
        return registry;
    }
}
