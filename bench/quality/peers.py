"""Two neural networks that learn the same digits for the same time: a variational autoencoder and a denoising
diffusion model, both small and told the class, in JAX on the same cores.

    python bench/quality/peers.py NET DIGITS SECONDS [SAMPLES]

For each: training for SECONDS of wall time (compilation is not counted), SAMPLES digits of classes in turn (2,000), the
measures of measures.py, and the multiplications that one sample costs. Sizes were chosen once, for few seconds on a
processor; with a graphics card and hours both are far better than this.
"""

import sys
import time
from functools import partial

import jax
import jax.numpy as jnp
import measures
import numpy as np

BATCH, RATE, STEPS = 64, 2e-3, 100


def weights(random, *shape):
    """N(0, 2 / inputs) and biases of 0."""
    scale = np.sqrt(2 / np.prod(shape[:-1]))
    return jnp.array(random.normal(0, scale, shape), jnp.float32), jnp.zeros(shape[-1])


def dense(layer, x):
    return x @ layer[0] + layer[1]


def convolve(layer, x, stride=1):
    layout = ("NHWC", "HWIO", "NHWC")
    stride = (stride, stride)
    return jax.lax.conv_general_dilated(x, layer[0], stride, "SAME", dimension_numbers=layout) + layer[1]


class Autoencoder:
    """784 + 10 → 400 → 16 numbers → 400 → 784 (Kingma & Welling, ICLR 2014)."""

    size, hidden = 16, 400

    def begin(self, random):
        h, z = self.hidden, self.size
        shapes = {"in": (794, h), "mean": (h, z), "spread": (h, z), "out1": (z + 10, h), "out2": (h, 784)}
        return {name: weights(random, *shape) for name, shape in shapes.items()}

    def decode(self, net, z, asked):
        h = jax.nn.relu(dense(net["out1"], jnp.concatenate([z, asked], 1)))
        return dense(net["out2"], h)

    def loss(self, net, key, images, asked):
        h = jax.nn.relu(dense(net["in"], jnp.concatenate([images, asked], 1)))
        mean, spread = dense(net["mean"], h), dense(net["spread"], h)
        z = mean + jnp.exp(0.5 * spread) * jax.random.normal(key, mean.shape)
        scores = self.decode(net, z, asked)
        seen = jnp.sum(jax.nn.softplus(scores) - images * scores, 1)
        apart = 0.5 * jnp.sum(mean**2 + jnp.exp(spread) - 1 - spread, 1)
        return jnp.mean(seen + apart)

    def sample(self, net, key, asked):
        z = jax.random.normal(key, (len(asked), self.size))
        return jax.nn.sigmoid(self.decode(net, z, asked))

    def products(self):
        """Multiplications of one sample."""
        return (self.size + 10) * self.hidden + self.hidden * 784


class Diffusion:
    """Noise predicted by a net of 28, 14 and 7 pixels a side, in STEPS steps (Ho et al., NeurIPS 2020)."""

    widths = (16, 32, 64)

    def __init__(self):
        t = (np.arange(STEPS + 1) / STEPS + 0.008) / 1.008
        kept = np.cos(0.5 * np.pi * t) ** 2
        self.beta = jnp.array(np.clip(1 - kept[1:] / kept[:-1], 0, 0.999), jnp.float32)
        self.kept = jnp.cumprod(1 - self.beta)

    def begin(self, random):
        a, b, c = self.widths
        shapes = {
            "in": (3, 3, 1, a),
            "down1": (3, 3, a, b),
            "down2": (3, 3, b, c),
            "middle": (3, 3, c, c),
            "up1": (3, 3, c + b, b),
            "up2": (3, 3, b + a, a),
            "out": (3, 3, a, 1),
            "time1": (32 + 10, 64),
            "time2": (64, c),
        }
        return {name: weights(random, *shape) for name, shape in shapes.items()}

    def noise(self, net, x, t, asked):
        waves = t[:, None] * jnp.exp(-jnp.arange(16) * (np.log(1000) / 16))
        told = jnp.concatenate([jnp.sin(waves), jnp.cos(waves), asked], 1)
        told = dense(net["time2"], jax.nn.silu(dense(net["time1"], told)))
        wide = lambda x: jnp.repeat(jnp.repeat(x, 2, 1), 2, 2)
        first = jax.nn.silu(convolve(net["in"], x.reshape(-1, 28, 28, 1)))
        second = jax.nn.silu(convolve(net["down1"], first, 2))
        third = jax.nn.silu(convolve(net["down2"], second, 2) + told[:, None, None])
        third = jax.nn.silu(convolve(net["middle"], third) + told[:, None, None])
        second = jax.nn.silu(convolve(net["up1"], jnp.concatenate([wide(third), second], 3)))
        first = jax.nn.silu(convolve(net["up2"], jnp.concatenate([wide(second), first], 3)))
        return convolve(net["out"], first).reshape(-1, 784)

    def loss(self, net, key, images, asked):
        keys = jax.random.split(key)
        t = jax.random.randint(keys[0], (len(images),), 0, STEPS)
        noise = jax.random.normal(keys[1], images.shape)
        kept = self.kept[t][:, None]
        x = jnp.sqrt(kept) * (2 * images - 1) + jnp.sqrt(1 - kept) * noise
        return jnp.mean((self.noise(net, x, t, asked) - noise) ** 2)

    def sample(self, net, key, asked):
        def back(step, state):
            x, key = state
            t = STEPS - 1 - step
            key, drawn = jax.random.split(key)
            noise = self.noise(net, x, jnp.full(len(asked), t), asked)
            image = jnp.clip((x - jnp.sqrt(1 - self.kept[t]) * noise) / jnp.sqrt(self.kept[t]), -1, 1)
            before = jnp.where(t > 0, self.kept[t - 1], 1.0)
            mean = jnp.sqrt(before) * self.beta[t] * image
            mean += jnp.sqrt(1 - self.beta[t]) * (1 - before) * x
            spread = jnp.sqrt(self.beta[t] * (1 - before) / (1 - self.kept[t]))
            return mean / (1 - self.kept[t]) + spread * jax.random.normal(drawn, x.shape), key

        first, key = jax.random.split(key)
        start = jax.random.normal(first, (len(asked), 784))
        return 0.5 + 0.5 * jnp.clip(jax.lax.fori_loop(0, STEPS, back, (start, key))[0], -1, 1)

    def products(self):
        a, b, c = self.widths
        full = 9 * 784 * (a + (b + a) * a + a)
        half = 9 * 196 * (a * b + (c + b) * b)
        return STEPS * (full + half + 9 * 49 * (b * c + c * c))


def train(peer, images, classes, seconds):
    """Adam for so long; the net and how many steps were made."""
    random = np.random.Generator(np.random.PCG64(1))
    net = peer.begin(random)
    state = (net, jax.tree.map(jnp.zeros_like, net), jax.tree.map(jnp.zeros_like, net))

    @jax.jit
    def step(state, count, key, images, asked):
        net, mean, square = state
        gradient = jax.grad(peer.loss)(net, key, images, asked)
        mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
        square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, gradient)
        rate = RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
        net = jax.tree.map(lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-8), net, mean, square)
        return net, mean, square

    asked = np.eye(10, dtype=np.float32)[classes]
    # Once without effect, so that compilation is not counted.
    jax.block_until_ready(step(state, 1.0, jax.random.key(0), images[:BATCH], asked[:BATCH]))
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        count += 1
        chosen = random.integers(0, len(images), BATCH)
        state = step(state, float(count), jax.random.key(count), images[chosen], asked[chosen])
        jax.block_until_ready(state[0])
    return state[0], count


def main():
    net, folder, seconds = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 2000
    compared = measures.Measures(net, folder)
    classes = np.arange(count) % 10
    for name, peer in [("vae", Autoencoder()), ("diffusion", Diffusion())]:
        trained, steps = train(peer, *compared.train, float(seconds))
        draw = jax.jit(partial(peer.sample, trained))
        asked = np.eye(10, dtype=np.float32)[classes]
        parts = [draw(jax.random.key(9 + k), part) for k, part in enumerate(np.split(asked, 10))]
        row = compared.row(np.clip(np.concatenate(parts), 0, 1).astype(np.float32), classes)
        measures.show(name, {**row, "steps": steps, "products": peer.products()})


if __name__ == "__main__":
    main()
