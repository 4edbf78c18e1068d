"""
A fine-tune of all-MiniLM-L6-v2 that changes its last two layers, simulated: every weight matrix of them gets Gaussian
noise of a thousandth of each weight. Other bytes of the file stay as they are.
"""

import pathlib
import sys

import numpy as np
import onnx

SEED = 7
NOISE = 1e-3
LAYERS = ("/encoder/layer.4/", "/encoder/layer.5/")


def matrices(model):
    """Raw bytes of the weights that MatMul nodes of these layers multiply with."""
    weights = {tensor.name: tensor.raw_data for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.name.startswith(LAYERS):
            yield from (weights[name] for name in node.input if name in weights)


def main(folder):
    source = folder / "all-minilm-l6-v2.onnx"
    data = bytearray(source.read_bytes())
    rng = np.random.default_rng(SEED)
    changed = 0
    for raw in matrices(onnx.load(source)):
        at = data.find(raw)
        weights = np.frombuffer(raw, "<f4")
        noise = NOISE * rng.standard_normal(weights.size)
        data[at : at + len(raw)] = (weights * (1 + noise)).astype("<f4").tobytes()
        changed += len(raw)
    if not changed:
        sys.exit("error: no weights of the last two layers were found")
    (folder / "ft-last2.onnx").write_bytes(data)
    (folder / "family.txt").write_text("all-minilm-l6-v2.onnx\nft-last2.onnx all-minilm-l6-v2.onnx\n")
    print(f"  {changed} of {len(data)} bytes are of weights that changed", file=sys.stderr)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
