"""
Three versions of an ONNX model whose weights lie in a file beside it (external data), as folders: a model of six matrices,
a simulated fine-tune that changes every weight a little, and that one quantised to int8 per tensor.
"""

import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SEED = 1
WIDE, NARROW, LAYERS = 3072, 768, 3


def matrices(random):
    for _ in range(LAYERS):
        yield (random.standard_normal((NARROW, WIDE)) * 0.05).astype(np.float32)
        yield (random.standard_normal((WIDE, NARROW)) * 0.05).astype(np.float32)


def save(folder, initializers, nodes):
    folder.mkdir()
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", NARROW]) for name in "xy"]
    graph = helper.make_graph(nodes, "external", ends[:1], ends[1:], initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    onnx.save_model(
        model, folder / "model.onnx", save_as_external_data=True, all_tensors_to_one_file=True, location="model.onnx.data"
    )


def products(count):
    names = ["x"] + [f"t{i}" for i in range(1, count)] + ["y"]
    return [helper.make_node("MatMul", [names[i], f"w{i}"], [names[i + 1]]) for i in range(count)]


def save_floats(folder, weights):
    save(folder, [numpy_helper.from_array(w, f"w{i}") for i, w in enumerate(weights)], products(len(weights)))


def save_quantised(folder, weights):
    initializers, nodes = [], []
    for i, w in enumerate(weights):
        scale = np.float32(2 * np.abs(w).max() / 254)
        values = np.clip(np.rint(w / scale), -128, 127).astype(np.int8)
        initializers += [numpy_helper.from_array(values, f"w{i}_quantized"), numpy_helper.from_array(scale, f"w{i}_scale")]
        nodes.append(helper.make_node("DequantizeLinear", [f"w{i}_quantized", f"w{i}_scale"], [f"w{i}"]))
    save(folder, initializers, nodes + products(len(weights)))


target = pathlib.Path(sys.argv[1])
random = np.random.default_rng(SEED)
first = list(matrices(random))
tuned = [w + random.standard_normal(w.shape).astype(np.float32) * np.float32(1e-5) for w in first]
save_floats(target / "one", first)
save_floats(target / "two", tuned)
save_quantised(target / "three", tuned)
