"""Writes the family of a small vision network, and family.txt that says who descends from whom."""

import pathlib
import sys

import gguf
import numpy as np
from onnxruntime.quantization import QuantType

import export
import network


def tell(name, parameters):
    print(f"  {name:<10} reads {network.accuracy(parameters):.1%} of its digits", file=sys.stderr)
    return parameters


def train():
    a = tell("a", network.train(network.fresh(1), seed=11, epochs=12, rate=3e-4))
    touched = np.random.default_rng(5).choice(network.WIDTHS[1], network.WIDTHS[1] // 20, replace=False)
    return {
        "a": a,
        "b": tell("b", network.train(network.fresh(2), seed=12, epochs=12, rate=3e-4)),
        "ft": tell("ft", network.train(a, seed=13, epochs=3, rate=1e-5)),
        "ft-head": tell("ft-head", network.train(a, 14, 3, 1e-4, names=["layers.3.weight", "layers.3.bias"])),
        "ft-rows": tell(
            "ft-rows", network.train(a, 15, 3, 1e-4, names=["layers.1.weight"], rows={"layers.1.weight": touched})
        ),
    }


def write(models, folder):
    """Files and their parents, in the order in which a team would push them."""
    family = []

    def add(name, *parents):
        family.append(" ".join((name, *parents)))
        return folder / name

    a, ft = models["a"], models["ft"]
    export.write_onnx(a, add("a.onnx"))
    for name in ("b", "ft", "ft-head", "ft-rows"):
        export.write_onnx(models[name], add(f"{name}.onnx", "a.onnx"))
    export.write_external(ft, add("ft-external", "ft.onnx"))
    export.quantised(folder / "a.onnx", add("a-int8.onnx", "a.onnx"), per_channel=False)
    export.quantised(folder / "a.onnx", add("a-uint8.onnx", "a.onnx"), per_channel=False, kind=QuantType.QUInt8)
    export.quantised(folder / "a.onnx", add("a-int8-channel.onnx", "a.onnx"), per_channel=True)
    export.quantised_static(folder / "a.onnx", add("a-int8-static.onnx", "a.onnx"))
    export.quantised(folder / "ft.onnx", add("ft-int8-channel.onnx", "ft.onnx", "a-int8-channel.onnx"), per_channel=True)
    export.quantised(folder / "ft.onnx", add("ft-int8-alone.onnx", "a-int8.onnx"), per_channel=False)
    export.write_safetensors(a, add("a.safetensors", "a.onnx"))
    export.write_safetensors(ft, add("ft.safetensors", "a.safetensors"))
    export.write_safetensors(a, add("a-fp16.safetensors", "a.safetensors"), np.float16)
    export.write_bf16(a, add("a-bf16.safetensors", "a.safetensors"))
    export.write_bf16(ft, add("ft-bf16.safetensors", "a-bf16.safetensors"))
    export.write_gguf(a, add("a-f16.gguf", "a.safetensors"), gguf.GGMLQuantizationType.F16)
    export.write_gguf(a, add("a-q8_0.gguf", "a.safetensors"), gguf.GGMLQuantizationType.Q8_0)
    (folder / "family.txt").write_text("\n".join(family) + "\n")


if __name__ == "__main__":
    write(train(), pathlib.Path(sys.argv[1]))
