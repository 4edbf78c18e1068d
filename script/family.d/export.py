"""The network as files: ONNX, safetensors, GGUF, and quantised by ONNX Runtime."""

import logging

import gguf
import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from safetensors.numpy import save_file

import network

logging.getLogger().setLevel(logging.ERROR)  # ONNX Runtime advises to pre-process; there is nothing to gain here


def model(parameters):
    """An ONNX graph of MatMul, Add and Relu; weights are [in, out]."""
    nodes, at = [], "pixels"
    last = len(network.WIDTHS) - 2
    for layer in range(last + 1):
        out = "scores" if layer == last else f"h{layer}"
        nodes.append(helper.make_node("MatMul", [at, f"layers.{layer}.weight"], [f"m{layer}"], name=f"MatMul_{layer}"))
        added = out if layer == last else f"a{layer}"
        nodes.append(helper.make_node("Add", [f"m{layer}", f"layers.{layer}.bias"], [added], name=f"Add_{layer}"))
        if layer < last:
            nodes.append(helper.make_node("Relu", [added], [out], name=f"Relu_{layer}"))
        at = out
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["batch", network.WIDTHS[0]])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", network.WIDTHS[-1]])],
        [numpy_helper.from_array(value, name) for name, value in parameters.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def write_onnx(parameters, path):
    onnx.save(model(parameters), path)


def write_external(parameters, folder):
    """The graph in one file and the weights in another beside it."""
    folder.mkdir()
    onnx.save_model(
        model(parameters),
        folder / "model.onnx",
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location="model.onnx.data",
        size_threshold=1024,
    )


def linear(parameters, dtype=np.float32):
    """As other frameworks keep them: weights [out, in]."""
    return {name: np.ascontiguousarray(value.T).astype(dtype) for name, value in parameters.items()}


def write_safetensors(parameters, path, dtype=np.float32):
    save_file(linear(parameters, dtype), path, metadata={"format": "pt"})


def write_bf16(parameters, path):
    write_safetensors(parameters, path, ml_dtypes.bfloat16)


def write_gguf(parameters, path, kind):
    """Biases and rows that don't fill blocks stay float32, as converters leave them."""
    writer = gguf.GGUFWriter(path, "digits")
    writer.add_uint32("digits.block_count", len(network.WIDTHS) - 1)
    for name, value in linear(parameters).items():
        if value.ndim == 2:
            writer.add_tensor(name, gguf.quants.quantize(value, kind), raw_dtype=kind)
        else:
            writer.add_tensor(name, value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def quantised(source, path, per_channel, kind=QuantType.QInt8):
    quantize_dynamic(source, path, per_channel=per_channel, weight_type=kind)


class Samples(CalibrationDataReader):
    """The digits in batches."""

    def __init__(self):
        x, _ = network.digits()
        self.batches = iter([{"pixels": x[i : i + 256]} for i in range(0, 1024, 256)])

    def get_next(self):
        return next(self.batches, None)


def quantised_static(source, path):
    """Weights per channel, with activations calibrated and QuantizeLinear nodes in the graph."""
    quantize_static(
        source,
        path,
        Samples(),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        weight_type=QuantType.QInt8,
        activation_type=QuantType.QUInt8,
    )
