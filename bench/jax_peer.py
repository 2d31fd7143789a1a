"""JAX's rows: the step compiled within a scan of many steps, everything an argument (constants would be folded at
compile time for minutes). Threads are set by the environment (systems.mjs)."""

import sys
from functools import partial

import jax
import jax.numpy as jnp
from peer import serve

NV, NH, KT = 784, 512, 0.1
N = NV + NH
STEPS_PER_CALL = 32
J = 0.01 * jax.random.normal(jax.random.key(1), (N, N))
J = (J + J.T) / 2
J = J.at[:NV, :NV].set(0).at[jnp.arange(N), jnp.arange(N)].set(0)
b = jnp.zeros((N, 1))

# J = F M Fᵀ − diag(d), as numpy_peer.py has it.
COLUMNS = 6
F_v, F_h = (
    (jax.random.uniform(jax.random.key(k), (n, COLUMNS)) - 0.5) / n**0.5 for k, n in ((7, NV), (8, NH))
)
M = jax.random.uniform(jax.random.key(9), (2 * COLUMNS, 2 * COLUMNS)) - 0.5
M = ((M + M.T) / 2).at[:COLUMNS, :COLUMNS].set(0)
d = jnp.concatenate([jnp.zeros(NV), jnp.einsum("ni,ij,nj->n", F_h, M[COLUMNS:, COLUMNS:], F_h)])[:, None]


def dense_force(J, x):
    return J @ x


def factored_force(factors, x):
    F_v, F_h, M, d = factors
    modes = M @ jnp.concatenate([F_v.T @ x[:NV], F_h.T @ x[NV:]])
    return jnp.concatenate([F_v @ modes[:COLUMNS], F_h @ modes[COLUMNS:]]) - d * x


@partial(jax.jit, static_argnames=("force", "dt", "steps"))
def advance(force, J, b, x, key, dt, steps):
    def step(x, key):
        noise = (2 * KT * dt) ** 0.5 * jax.random.normal(key, x.shape)
        return x - dt * (x * (2 + 4 * x * x) + b + force(J, x)) + noise, None

    return jax.lax.scan(step, x, jax.random.split(key, steps))[0]


def generate(samples, dt=0.01, force=dense_force, couplings=J):
    state = {"x": 0.2 * jax.random.normal(jax.random.key(2), (N, samples)), "key": jax.random.key(3)}
    steps = STEPS_PER_CALL

    def run():
        state["key"], key = jax.random.split(state["key"])
        state["x"] = advance(force, couplings, b, state["x"], key, dt, steps)
        state["x"].block_until_ready()

    return run, steps


@partial(jax.jit, static_argnames=("dt", "steps"))
def train(J, b, drive, key, dt, steps):
    noise = (2 * KT * dt) ** 0.5 * jax.random.normal(key, (steps, N))
    ramp = dt * jnp.maximum(0, 1 - jnp.arange(steps) / (0.75 * steps))

    def step(x, at):
        noise, ramp = at
        change = noise + ramp * drive - dt * x * (2 + 4 * x * x)
        return x + change, (x + change, change)

    arrival, change = jax.lax.scan(step, drive / 4, (noise, ramp))[1]
    residual = (arrival * (2 + 4 * arrival * arrival) + b.T + arrival @ J) * dt - change
    residual = residual * (0.5 / KT)
    gradient = residual.T @ arrival
    return gradient + gradient.T, residual.sum(axis=0)


def cycle(_, steps=2500, dt=0.001):
    drive = jnp.where(jax.random.bernoulli(jax.random.key(4), shape=(N,)), 2.0, -2.0)
    keys = iter(jax.random.split(jax.random.key(5), 10_000))

    def run():
        jax.block_until_ready(train(J, b, drive, next(keys), dt, steps))

    return run, 1


@jax.jit
def normals(key):
    return jax.random.normal(key, (N, 64))


def noise(_):
    state = {"key": jax.random.key(6)}

    def run():
        state["key"], key = jax.random.split(state["key"])
        normals(key).block_until_ready()

    return run, N * 64


versions = {"python": sys.version.split()[0], "jax": jax.__version__}
factored = partial(generate, force=factored_force, couplings=(F_v, F_h, M, d))
serve({"generate": generate, "factored": factored, "cycle": cycle, "noise": noise}, versions)
