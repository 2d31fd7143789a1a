"""The feature net that measures digits; it generates nothing. It is trained here, from real digits alone.

5 × 5 × 16, ReLU, largest of 2 × 2; 5 × 5 × 32, ReLU, largest of 2 × 2; dense 64, ReLU; dense 10. Its 64 numbers
after the third ReLU are the features. Adam on cross-entropy, each digit moved by up to two pixels. Run as a program it
trains the net and writes its weights, with their hash:

    python bench/quality/net.py NET.safetensors
"""

import hashlib
import json
import struct
import sys
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from digits import splits

EPOCHS, BATCH, RATE, MOVED = 40, 50, 1e-3, 2
SHAPES = {
    "conv1": (5, 5, 1, 16),
    "conv2": (5, 5, 16, 32),
    "dense1": (512, 64),
    "dense2": (64, 10),
}


def begin(random):
    """Weights N(0, 2 / inputs), no biases."""
    net = {}
    for name, shape in SHAPES.items():
        inputs = np.prod(shape[:-1])
        net[name] = random.normal(0, np.sqrt(2 / inputs), shape).astype(np.float32)
        net[name + "_bias"] = np.zeros(shape[-1], np.float32)
    return {name: jnp.array(values) for name, values in net.items()}


def convolve(x, kernel, bias):
    layout = ("NHWC", "HWIO", "NHWC")
    x = jax.lax.conv_general_dilated(x, kernel, (1, 1), "VALID", dimension_numbers=layout)
    x = jax.nn.relu(x + bias)
    return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def forward(net, brightness):
    """Features and scores of images, each of 784 brightnesses from 0 to 1."""
    x = brightness.reshape(-1, 28, 28, 1)
    x = convolve(x, net["conv1"], net["conv1_bias"])
    x = convolve(x, net["conv2"], net["conv2_bias"])
    x = jax.nn.relu(x.reshape(len(x), -1) @ net["dense1"] + net["dense1_bias"])
    return x, x @ net["dense2"] + net["dense2_bias"]


def loss(net, images, labels):
    scores = jax.nn.log_softmax(forward(net, images)[1])
    return -jnp.mean(jnp.take_along_axis(scores, labels[:, None], 1))


@partial(jax.jit, donate_argnums=(0, 1, 2))
def step(net, mean, square, count, images, labels):
    gradient = jax.grad(loss)(net, images, labels)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
    square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, gradient)
    rate = RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    net = jax.tree.map(lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-8), net, mean, square)
    return net, mean, square


def moved(images, random):
    """Each image moved by up to MOVED pixels each way."""
    wide = np.pad(images.reshape(-1, 28, 28), ((0, 0), (MOVED, MOVED), (MOVED, MOVED)))
    at = random.integers(0, 2 * MOVED + 1, (len(images), 2))
    return np.stack([image[y : y + 28, x : x + 28] for image, (y, x) in zip(wide, at)]).reshape(-1, 784)


def train(images, labels):
    random = np.random.Generator(np.random.PCG64(1))
    net = begin(random)
    mean, square = (jax.tree.map(jnp.zeros_like, net) for _ in range(2))
    count = 0
    for _ in range(EPOCHS):
        order = random.permutation(len(images))
        for chosen in order[: len(order) // BATCH * BATCH].reshape(-1, BATCH):
            count += 1
            batch = jnp.array(moved(images[chosen], random))
            net, mean, square = step(net, mean, square, count, batch, jnp.array(labels[chosen], jnp.int32))
    return {name: np.asarray(values) for name, values in net.items()}


def to_bytes(net):
    """The net as safetensors."""
    head, at = {}, 0
    for name in sorted(net):
        head[name] = {"dtype": "F32", "shape": list(net[name].shape), "data_offsets": [at, at + net[name].nbytes]}
        at += net[name].nbytes
    head = json.dumps(head).encode()
    head += b" " * (-len(head) % 8)
    return struct.pack("<Q", len(head)) + head + b"".join(net[name].tobytes() for name in sorted(net))


def load(path):
    """The net of a file."""
    bytes_ = Path(path).read_bytes()
    size = struct.unpack("<Q", bytes_[:8])[0]
    data = bytes_[8 + size :]
    head = json.loads(bytes_[8 : 8 + size])
    return {
        name: np.frombuffer(data[slice(*of["data_offsets"])], np.float32).reshape(of["shape"])
        for name, of in head.items()
        if name != "__metadata__"
    }


def main():
    parts = splits()
    net = train(parts["net"][0].astype(np.float32) / 255, parts["net"][1])
    bytes_ = to_bytes(net)
    Path(sys.argv[1]).write_bytes(bytes_)
    for name in ["net", "train", "reference", "other"]:
        images, labels = parts[name]
        read = np.argmax(forward(net, images.astype(np.float32) / 255)[1], 1)
        print(f"{name}: {np.mean(read == labels):.4f} right")
    print(f"sha256 {hashlib.sha256(bytes_).hexdigest()}")


if __name__ == "__main__":
    main()
