package dev.stemma.cli.transfer;

import dev.stemma.cli.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where bytes of a file lie in the object store. Its text leaves the address out, which is a secret.
 *
 * @param offset where they start in the file
 * @param sizeBytes how many
 * @param at where to GET them
 */
record Address(long offset, long sizeBytes, URI at) {

    @Override
    public String toString() {
        return "Address[" + offset + "+" + sizeBytes + "]";
    }

    long end() {
        return offset + sizeBytes;
    }

    /** The addresses of an answer, which must follow one another from where bytes are wanted to no further than the file's end. */
    static List<Address> of(Json.Obj answer, long wanted, long fileBytes) throws IOException {
        List<Address> addresses = new ArrayList<>();
        long next = wanted;
        for (Json.Obj part : answer.array("parts").objects()) {
            Address one = new Address(part.integer("offset"), part.integer("sizeBytes"), uri(part.text("url")));
            boolean follows = addresses.isEmpty() ? one.offset >= 0 && one.offset <= next : one.offset == next;
            if (!follows || one.sizeBytes < 1 || one.sizeBytes > fileBytes - one.offset || one.end() <= next) {
                throw new IOException("the registry says that it holds other bytes");
            }
            addresses.add(one);
            next = one.end();
        }
        if (addresses.isEmpty()) {
            throw new IOException("the registry gives no address");
        }
        return addresses;
    }

    private static URI uri(String text) throws IOException {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            // Its message would show the address.
            throw new IOException("its address is malformed");
        }
    }
}
