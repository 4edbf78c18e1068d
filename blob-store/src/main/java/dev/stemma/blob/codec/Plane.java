package dev.stemma.blob.codec;

/** One plane while it is decoded: bytes that lie somewhere in an array, perhaps in the encoded bytes themselves. */
final class Plane {

    byte[] array = new byte[0];
    int offset;

    void at(byte[] newArray, int newOffset) {
        array = newArray;
        offset = newOffset;
    }
}
