package dev.stemma.blob.packed;

import dev.stemma.blob.BlobIndex;
import dev.stemma.blob.BlobIndex.IndexedBlob;
import dev.stemma.blob.BlobIndex.IndexedPack;
import dev.stemma.blob.BlobIndex.NewPack;
import dev.stemma.blob.BlobInfo;
import dev.stemma.blob.ChunkLocation;
import dev.stemma.blob.object.ObjectInfo;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.pack.Footer;
import dev.stemma.blob.pack.PackReader;
import dev.stemma.blob.recipe.Recipe;
import dev.stemma.blob.recipe.RecipeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Makes an index anew from the objects alone. */
final class StoredObjects {

    private StoredObjects() {}

    /** All packs, as an index wants them. */
    static List<NewPack> packs(ObjectStore objects) throws IOException {
        List<NewPack> packs = new ArrayList<>();
        for (ObjectInfo pack : objects.list("packs/", "", 1000)) {
            packs.add(rows(pack, PackReader.footer(objects, pack)));
        }
        return packs;
    }

    /** Adds everything that is stored, packs in one go since they lean on each other; gives the files. */
    static List<BlobInfo> index(ObjectStore objects, BlobIndex index) throws IOException {
        index.addPacks(packs(objects));
        List<BlobInfo> files = new ArrayList<>();
        for (ObjectInfo object : objects.list("recipes/", "", 1000)) {
            try (InputStream in = objects.open(object.key(), 0, object.sizeBytes())) {
                Recipe recipe = RecipeReader.read(in.readAllBytes());
                BlobInfo file = recipe.file();
                index.addBlob(new IndexedBlob(file.digest(), file.sizeBytes(), object.key()), recipe.chunks());
                files.add(file);
            }
        }
        return files;
    }

    private static NewPack rows(ObjectInfo pack, Footer footer) {
        List<ChunkLocation> locations = footer.rows().stream()
                .map(row -> new ChunkLocation(
                        row.frame().chunk(),
                        pack.key(),
                        "unknown",
                        row.offset(),
                        row.frame().encodedBytes(),
                        row.frame().codec(),
                        row.frame().bases(),
                        row.frame().depth()))
                .toList();
        return new NewPack(
                new IndexedPack(pack.key(), "unknown", footer.digest(), pack.sizeBytes(), locations.size()), locations);
    }
}
