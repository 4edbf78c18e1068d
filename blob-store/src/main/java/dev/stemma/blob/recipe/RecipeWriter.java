package dev.stemma.blob.recipe;

import dev.stemma.blob.BlobException.RecipeInvalid;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes recipes as bytes. */
public final class RecipeWriter {

    private RecipeWriter() {}

    /**
     * The recipe's bytes.
     *
     * @throws RecipeInvalid if they are more than a recipe may have
     */
    public static byte[] bytes(Recipe recipe) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream end = new DataOutputStream(bytes)) {
            CheckedOutputStream checked = new CheckedOutputStream(bytes, new CRC32C());
            write(recipe, new DataOutputStream(checked));
            end.writeInt((int) checked.getChecksum().getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        if (bytes.size() > RecipeFormat.MAX_BYTES) {
            throw new RecipeInvalid(
                    "it takes " + bytes.size() + " bytes, at most " + RecipeFormat.MAX_BYTES + " are allowed");
        }
        return bytes.toByteArray();
    }

    private static void write(Recipe recipe, DataOutputStream out) throws IOException {
        out.writeLong(RecipeFormat.MAGIC);
        out.writeByte(RecipeFormat.BODY_PLAIN);
        out.write(recipe.file().digest().bytes());
        out.writeLong(recipe.file().sizeBytes());
        out.writeInt(recipe.segments().size());
        for (Segment segment : recipe.segments()) {
            write(segment, out);
        }
        out.writeInt(0); // no extension
        out.flush();
    }

    private static void write(Segment segment, DataOutputStream out) throws IOException {
        switch (segment) {
            case Segment.OfChunk(var chunk) -> {
                out.writeByte(RecipeFormat.KIND_CHUNK);
                out.writeInt(chunk.sizeBytes());
                out.write(chunk.digest().bytes());
            }
            case Segment.Inline inline -> {
                out.writeByte(RecipeFormat.KIND_INLINE);
                out.writeInt((int) inline.sizeBytes());
                out.write(inline.bytes());
            }
            case Segment.OfSlice(var blob, long offset, long sizeBytes) -> {
                out.writeByte(RecipeFormat.KIND_SLICE);
                out.writeLong(sizeBytes);
                out.writeLong(offset);
                out.write(blob.bytes());
            }
        }
    }
}
