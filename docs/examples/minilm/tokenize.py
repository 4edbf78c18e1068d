#!/usr/bin/env python3
"""Turns sentences into the inputs of all-MiniLM-L6-v2, one case folder for each.

usage: tokenize.py TOKENIZER SENTENCES FOLDER

TOKENIZER is the model's tokenizer.json, or a jar or zip that holds one (a file whose name ends in tokenizer.json).
SENTENCES is UTF-8 text, one sentence a line. FOLDER gets case-00/inputs.npz, case-01/inputs.npz, …

Python 3.9 or newer, nothing else. The tokenizer is BERT's: clean the text, lower-case it and strip its accents, split
it at spaces and punctuation, then take the longest pieces that the vocabulary knows. The same input gives the same bytes.
"""

import io
import json
import pathlib
import struct
import sys
import unicodedata
import zipfile


def vocabulary(path):
    """The words of a WordPiece tokenizer, and the mark of a piece that goes on inside a word."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as jar:
            name = next(n for n in jar.namelist() if n.endswith("tokenizer.json"))
            settings = json.loads(jar.read(name))
    else:
        settings = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    model = settings["model"]
    if model["type"] != "WordPiece" or settings["normalizer"]["type"] != "BertNormalizer":
        raise SystemExit("only BERT's WordPiece is understood")
    return model["vocab"], model["continuing_subword_prefix"], model["max_input_chars_per_word"]


def clean(text):
    """Without control characters, in lower case, without accents."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    decomposed = unicodedata.normalize("NFD", kept.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def is_punctuation(c):
    """BERT counts every ASCII character as punctuation that is neither letter, digit nor space."""
    ascii_symbol = ord(c) < 128 and not c.isalnum() and not c.isspace()
    return ascii_symbol or unicodedata.category(c).startswith("P")


def is_chinese(c):
    return any(first <= ord(c) <= last for first, last in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def words(text):
    spaced = "".join(f" {c} " if is_punctuation(c) or is_chinese(c) else c for c in clean(text))
    return spaced.split()


def pieces(word, vocab, prefix, longest):
    """The ids of a word's pieces, longest first; a word that can't be put together is unknown."""
    if len(word) > longest:
        return [vocab["[UNK]"]]
    ids = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = (prefix if start else "") + word[start:end]
            if piece in vocab:
                ids.append(vocab[piece])
                start = end
                break
        else:
            return [vocab["[UNK]"]]
    return ids


def npy(values):
    """One row of 64-bit integers as NumPy writes it."""
    header = f"{{'descr': '<i8', 'fortran_order': False, 'shape': (1, {len(values)}), }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    data = struct.pack(f"<{len(values)}q", *values)
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("ascii") + data


def npz(arrays):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, values in arrays.items():
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), npy(values))
    return buffer.getvalue()


def main(tokenizer, sentences, folder):
    vocab, prefix, longest = vocabulary(tokenizer)
    lines = pathlib.Path(sentences).read_text(encoding="utf-8").splitlines()
    for number, sentence in enumerate(line for line in lines if line.strip()):
        inner = [i for word in words(sentence) for i in pieces(word, vocab, prefix, longest)]
        ids = [vocab["[CLS]"], *inner, vocab["[SEP]"]]
        case = pathlib.Path(folder, f"case-{number:02}")
        case.mkdir(parents=True, exist_ok=True)
        case.joinpath("inputs.npz").write_bytes(npz({
            "input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": [0] * len(ids)}))
        print(f"{case.name}  {len(ids):3} tokens  {sentence}")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
