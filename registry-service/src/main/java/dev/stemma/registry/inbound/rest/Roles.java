package dev.stemma.registry.inbound.rest;

import dev.stemma.registry.model.access.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Roles by namespace, as JSON has them. */
final class Roles {

    private Roles() {}

    static SortedMap<String, String> words(Map<String, Role> roles) {
        return new TreeMap<>(roles.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().word())));
    }

    static Map<String, Role> parse(Map<String, String> words) {
        return words.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> role(entry.getValue())));
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> StrictJson.invalid("a role is reader, writer, promoter or admin"));
    }
}
