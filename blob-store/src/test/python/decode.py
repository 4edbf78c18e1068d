#!/usr/bin/env python3
"""Reads Stemma's packs and recipes by docs/storage-format.md alone, with nothing but the standard library.

usage: decode.py STORE-FOLDER SHA256-OF-A-FILE > FILE
"""
import hashlib
import pathlib
import struct
import sys

MAX_CHUNK = 8 * 1024 * 1024


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


def rows_of(pack):
    """Gives (digest, codec, raw length, start, encoded bytes' CRC, encoded bytes) of each frame, by the footer."""
    check(pack[:8] == b"STMPACK\x01" and pack[-8:] == b"STMPEND\x01", "not a pack")
    count, length, crc = struct.unpack(">III", pack[-20:-8])
    table_start = len(pack) - 20 - length
    table = pack[table_start:-20]
    check(crc32c(table) == crc and pack[table_start - 4:table_start] == b"STFT", "damaged footer")
    position, expected_offset, rows = 0, 8, []
    for _ in range(count):
        offset, codec, depth, bases, flags, raw, encoded, frame_crc = struct.unpack_from(">QBBBBIII", table, position)
        digest = table[position + 24:position + 56]
        check(offset == expected_offset and flags == 0 and 1 <= raw <= MAX_CHUNK, "damaged row")
        header = 52 + 32 * bases
        check(pack[offset:offset + 4] == b"STFR", "no frame where the footer says")
        check(pack[offset + 4:offset + header] == table[position + 8:position + 56 + 32 * bases], "frame and row differ")
        rows.append((digest, codec, raw, frame_crc, pack[offset + header:offset + header + encoded]))
        position += 56 + 32 * bases
        expected_offset += header + encoded
    check(position == length and expected_offset == table_start - 4, "frames and footer do not meet")
    return rows


def chunks_of(store):
    chunks = {}
    for path in store.glob("packs/*/*.pack"):
        for digest, codec, raw, crc, encoded in rows_of(path.read_bytes()):
            check(codec == 0, "unknown codec")
            check(len(encoded) == raw and crc32c(encoded) == crc, "damaged frame")
            check(hashlib.sha256(encoded).digest() == digest, "damaged chunk")
            chunks[digest] = encoded
    return chunks


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
    store, wanted = pathlib.Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    chunks = chunks_of(store)
    recipes = {}
    for path in store.glob("recipes/*/*.rcp"):
        digest, size, segments = recipe_of(path.read_bytes())
        recipes[digest] = segments

    def content(digest, depth=0):
        check(depth <= 3, "slices too deep")
        parts = []
        for kind, length, what in recipes[digest]:
            if kind == "chunk":
                parts.append(chunks[what])
            elif kind == "inline":
                parts.append(what)
            else:
                name, offset = what
                parts.append(content(name, depth + 1)[offset:offset + length])
            check(len(parts[-1]) == length, "a segment has another length than the recipe says")
        return b"".join(parts)

    check(wanted in recipes, "no such file")
    data = content(wanted)
    check(hashlib.sha256(data).digest() == wanted, "the file has another digest")
    sys.stdout.buffer.write(data)


main()
