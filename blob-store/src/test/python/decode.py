#!/usr/bin/env python3
"""Reads Stemma's packs and recipes by docs/storage-format.md alone, with the standard library and the command `zstd`.

usage: decode.py STORE-FOLDER SHA256-OF-A-FILE > FILE
       decode.py STORE-FOLDER    every file is decoded and checked, and its digest is printed
"""
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from derive import derive  # noqa: E402

MAX_CHUNK = 8 * 1024 * 1024
MAX_DEPTH = 3


def crc32c_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


TABLE = crc32c_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def check(condition, problem):
    if not condition:
        raise SystemExit(problem)


class Frame:
    """A frame as its footer row and its pack have it."""

    def __init__(self, row, pack):
        offset, self.codec, self.depth, bases, flags, self.raw, encoded, self.crc = struct.unpack_from(">QBBBBIII", row)
        header = 52 + 32 * bases
        check(flags == 0 and bases <= 8 and 1 <= self.raw <= MAX_CHUNK, "damaged row")
        check(pack[offset:offset + 4] == b"STFR", "no frame where the footer says")
        check(pack[offset + 4:offset + header] == row[8:4 + header], "frame and row differ")
        self.digest = row[24:56]
        self.bases = [row[at:at + 32] for at in range(56, 56 + 32 * bases, 32)]
        self.encoded = pack[offset + header:offset + header + encoded]
        self.offset, self.end, self.row_bytes = offset, offset + header + encoded, 4 + header


def frames_of(pack):
    check(pack[:8] == b"STMPACK\x01" and pack[-8:] == b"STMPEND\x01", "not a pack")
    count, length, crc = struct.unpack(">III", pack[-20:-8])
    table_start = len(pack) - 20 - length
    table = pack[table_start:-20]
    check(crc32c(table) == crc and pack[table_start - 4:table_start] == b"STFT", "damaged footer")
    position, expected, frames = 0, 8, []
    for _ in range(count):
        frame = Frame(table[position:position + 312], pack)
        check(frame.offset == expected, "frames do not lie back to back")
        frames.append(frame)
        position, expected = position + frame.row_bytes, frame.end
    check(position == length and expected == table_start - 4, "frames and footer do not meet")
    return frames


def unzstd(frame, base=None):
    """Bytes of one zstd frame, with a base as its dictionary of raw content."""
    check(frame[:4] == b"\x28\xb5\x2f\xfd", "not a zstd frame")
    with tempfile.NamedTemporaryFile() as dictionary:
        command = ["zstd", "-d", "-c", "-q"]
        if base is not None:
            check(base[:4] != b"\x37\xa4\x30\xec", "a base that is a dictionary of zstd's own")
            dictionary.write(base)
            dictionary.flush()
            command += ["-D", dictionary.name]
        return subprocess.run(command, input=frame, stdout=subprocess.PIPE, check=True).stdout


class Input:
    """Encoded bytes, read from their start."""

    def __init__(self, data):
        self.data = data

    def take(self, count):
        check(count <= len(self.data), "the encoded bytes end early")
        part, self.data = self.data[:count], self.data[count:]
        return part

    def plane(self, length):
        mode = self.take(1)[0]
        if mode == 0:
            return self.take(length)
        if mode == 1:
            return self.take(1) * length
        check(mode == 2, "unknown mode of a plane")
        plane = unzstd(self.take(int.from_bytes(self.take(4), "big")))
        check(len(plane) == length, "a plane has another length")
        return plane

    def elements(self, width, count):
        planes = [self.plane(count) for _ in range(width)] if count else []
        return [int.from_bytes(element, "little") for element in zip(*planes)]


def planes(data, raw):
    width, rotated, zeros = data.take(3)
    out = bytearray()
    for y in data.elements(width, raw // width):
        if rotated:
            sign = y >> zeros & 1
            y = (y - (sign << zeros)) >> 1 | sign << 8 * width - 1
        out += y.to_bytes(width, "little")
    return out + data.take(raw % width)


def grouped(base, key):
    """For each element of the base, where its difference lies: in the stable order of the keys."""
    order = sorted(range(len(base)), key=lambda i: key(base[i]))
    places = [0] * len(base)
    for place, i in enumerate(order):
        places[i] = place
    return places


def delta(data, base, raw):
    width, ordered, zeros, shift, bits = data.take(5)
    modulus, half = 1 << 8 * width, 1 << 8 * width - 1
    flip = half - 1 >> zeros if ordered else 0

    def signed(value):
        return (value + half) % modulus - half

    def flipped(value):
        return value ^ flip if value < 0 else value

    count = raw // width
    zigzags = data.elements(width, count)
    bases = [int.from_bytes(base[i * width:(i + 1) * width], "little") for i in range(count)]
    out = bytearray()
    for b, place in zip(bases, grouped(bases, lambda b: b >> shift & (1 << bits) - 1)):
        difference = zigzags[place] >> 1 ^ -(zigzags[place] & 1)
        value = flipped(signed(flipped(signed(b) >> zeros) + difference))
        out += (value << zeros & modulus - 1).to_bytes(width, "little")
    return out + data.take(raw % width)


def byte_delta(data, base, raw):
    flag = data.take(1)[0]
    plane = data.plane(raw)
    places = grouped(base, lambda b: b) if flag else range(raw)
    return bytes((b + plane[place]) % 256 for b, place in zip(base, places))


def decode(codec, encoded, bases, raw):
    check(codec > 3 or len(bases) == (codec == 2), "another number of bases than the codec takes")
    check(codec not in (4, 5) or [len(base) for base in bases] == [raw], "the base has another length")
    data = Input(encoded)
    if codec == 0:
        return data.take(len(encoded))
    if codec in (1, 2):
        return unzstd(encoded, *bases)
    if codec == 3:
        chunk = planes(data, raw)
    elif codec == 4:
        chunk = delta(data, bases[0], raw)
    elif codec == 5:
        chunk = byte_delta(data, bases[0], raw)
    else:
        check(codec == 6, "unknown codec")
        chunk = derive(data.take(int.from_bytes(data.take(2), "big")), bases, raw)
        chunk = byte_delta(data, chunk, raw) if data.data else chunk
    check(not data.data, "bytes too many")
    return bytes(chunk)


class Chunks:
    def __init__(self, store):
        self.frames, self.known = {}, {}
        for path in sorted(store.glob("packs/*/*.pack")):
            for frame in frames_of(path.read_bytes()):
                self.frames.setdefault(frame.digest, []).append(frame)

    def get(self, digest, below=MAX_DEPTH + 1):
        """A chunk, from its shallowest frame; as a base, from one that lies below the depth of what is based on it."""
        frame = min(self.frames.get(digest, []), key=lambda frame: frame.depth, default=None)
        check(frame is not None and frame.depth < below, "a chunk is not stored at the depth that is needed")
        if digest not in self.known:
            check(crc32c(frame.encoded) == frame.crc, "damaged frame")
            bases = [self.get(base, frame.depth) for base in frame.bases]
            chunk = decode(frame.codec, frame.encoded, bases, frame.raw)
            check(len(chunk) == frame.raw and hashlib.sha256(chunk).digest() == digest, "damaged chunk")
            self.known[digest] = chunk
        return self.known[digest]


def recipe_of(data):
    check(data[:9] == b"STMRECP\x01\x00", "not a plain recipe")
    check(crc32c(data[:-4]) == struct.unpack(">I", data[-4:])[0], "damaged recipe")
    digest = data[9:41]
    size, count = struct.unpack_from(">QI", data, 41)
    position, segments = 53, []
    for _ in range(count):
        kind = data[position]
        if kind == 1:
            length, name = struct.unpack_from(">I32s", data, position + 1)
            segments.append(("chunk", length, name))
            position += 37
        elif kind == 2:
            (length,) = struct.unpack_from(">I", data, position + 1)
            segments.append(("inline", length, data[position + 5:position + 5 + length]))
            position += 5 + length
        elif kind == 3:
            length, offset, name = struct.unpack_from(">QQ32s", data, position + 1)
            segments.append(("slice", length, (name, offset)))
            position += 49
        else:
            raise SystemExit("unknown segment kind")
    (extension,) = struct.unpack_from(">I", data, position)
    check(position + 4 + extension == len(data) - 4, "recipe has another length than it says")
    return digest, size, segments


def main():
    store = pathlib.Path(sys.argv[1])
    chunks = Chunks(store)
    recipes = {}
    for path in store.glob("recipes/*/*.rcp"):
        digest, size, segments = recipe_of(path.read_bytes())
        recipes[digest] = size, segments

    def content(digest, depth=0):
        check(depth <= 3, "slices too deep")
        check(digest in recipes, "no such file")
        size, segments = recipes[digest]
        parts = []
        for kind, length, what in segments:
            if kind == "chunk":
                parts.append(chunks.get(what))
            elif kind == "inline":
                parts.append(what)
            else:
                name, offset = what
                parts.append(content(name, depth + 1)[offset:offset + length])
            check(len(parts[-1]) == length, "a segment has another length than the recipe says")
        data = b"".join(parts)
        check(len(data) == size and hashlib.sha256(data).digest() == digest, "the file has another digest or length")
        return data

    if len(sys.argv) > 2:
        sys.stdout.buffer.write(content(bytes.fromhex(sys.argv[2])))
    else:
        for digest in recipes:
            content(digest)
            print(digest.hex())


main()
