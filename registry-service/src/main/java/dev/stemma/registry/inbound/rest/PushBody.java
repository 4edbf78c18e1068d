package dev.stemma.registry.inbound.rest;

/** Opens a push: an empty object. */
record PushBody() {}
