"""A multi-layer perceptron in numpy that learns to read digits: 64-2048-1536-1024-10, 4.9 million weights."""

import numpy as np
from sklearn.datasets import load_digits

WIDTHS = (64, 2048, 1536, 1024, 10)
BATCH = 128
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def digits():
    """Pixels in [0, 1] and one-hot labels of scikit-learn's 1,797 digits."""
    data = load_digits()
    return (data.data / 16).astype(np.float32), np.eye(10, dtype=np.float32)[data.target]


def fresh(seed):
    """Weights [in, out] and biases, initialised as He proposes."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for layer, (wide, out) in enumerate(zip(WIDTHS, WIDTHS[1:])):
        scale = np.float32(np.sqrt(2 / wide))
        parameters[f"layers.{layer}.weight"] = rng.standard_normal((wide, out), dtype=np.float32) * scale
        parameters[f"layers.{layer}.bias"] = np.zeros(out, np.float32)
    return parameters


def forward(parameters, x):
    """Outputs of every layer, the input first."""
    outputs = [x]
    for layer in range(len(WIDTHS) - 1):
        x = x @ parameters[f"layers.{layer}.weight"] + parameters[f"layers.{layer}.bias"]
        if layer < len(WIDTHS) - 2:
            x = np.maximum(x, 0)
        outputs.append(x)
    return outputs


def gradients(parameters, x, y):
    """Of the cross-entropy of one batch."""
    outputs = forward(parameters, x)
    likely = np.exp(outputs[-1] - outputs[-1].max(axis=1, keepdims=True))
    error = (likely / likely.sum(axis=1, keepdims=True) - y) / np.float32(len(x))
    found = {}
    for layer in reversed(range(len(WIDTHS) - 1)):
        found[f"layers.{layer}.weight"] = outputs[layer].T @ error
        found[f"layers.{layer}.bias"] = error.sum(axis=0)
        if layer:
            error = (error @ parameters[f"layers.{layer}.weight"].T) * (outputs[layer] > 0)
    return found


def train(parameters, seed, epochs, rate, names=None, rows=None):
    """
    Trains a copy with Adam and gives it back. Only parameters in `names` change, all without it; `rows` maps a name to
    the rows of it that change, all without it.
    """
    rng = np.random.default_rng(seed)
    x, y = digits()
    parameters = {name: value.copy() for name, value in parameters.items()}
    names = list(parameters) if names is None else names
    first = {name: np.zeros_like(parameters[name]) for name in names}
    second = {name: np.zeros_like(parameters[name]) for name in names}
    step = 0
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), BATCH):
            batch = order[start : start + BATCH]
            found = gradients(parameters, x[batch], y[batch])
            step += 1
            pace = np.float32(rate * np.sqrt(1 - BETA2**step) / (1 - BETA1**step))
            for name in names:
                part = (rows or {}).get(name, slice(None))
                adam(parameters[name], found[name], first[name], second[name], pace, part)
    return parameters


def adam(value, gradient, first, second, pace, part):
    gradient = gradient[part]
    first[part] = BETA1 * first[part] + np.float32(1 - BETA1) * gradient
    second[part] = BETA2 * second[part] + np.float32(1 - BETA2) * gradient * gradient
    value[part] -= pace * first[part] / (np.sqrt(second[part]) + np.float32(EPSILON))


def accuracy(parameters):
    """On the digits it was trained with: shows that it learnt, not how well it generalises."""
    x, y = digits()
    return float((forward(parameters, x)[-1].argmax(axis=1) == y.argmax(axis=1)).mean())
