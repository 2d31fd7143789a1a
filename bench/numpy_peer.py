"""NumPy's rows. Options: --blocks leaves out the empty visible–visible block, as thermogen does.

The step is x ← x − μ(2J₂x + 4J₄x³ + b + Jx)Δt + √(2μkTΔt) ξ in float32 on arrays units × samples, in place; the
training cycle is one noising trajectory of 2,500 steps, then J·X′ and R·X′ᵀ as two products over all steps.
The factored step has J = F M Fᵀ − diag(d), F with six columns for each kind of units, as three images give.
"""

import sys
from functools import partial

import numpy as np
from peer import serve

NV, NH, KT = 784, 512, 0.1
N = NV + NH
BLOCKS = "--blocks" in sys.argv
rng = np.random.default_rng(1)
J = (0.01 * rng.standard_normal((N, N))).astype(np.float32)
J = (J + J.T) / 2
J[:NV, :NV] = 0
np.fill_diagonal(J, 0)
J_vh, J_h = np.ascontiguousarray(J[:NV, NV:]), np.ascontiguousarray(J[NV:])
b = np.zeros((N, 1), np.float32)


def pair_force(x, out):
    if BLOCKS:
        np.matmul(J_vh, x[NV:], out=out[:NV])
        np.matmul(J_h, x, out=out[NV:])
    else:
        np.matmul(J, x, out=out)


COLUMNS = 6
F_v, F_h = ((rng.random((n, COLUMNS), dtype=np.float32) - 0.5) / np.sqrt(np.float32(n)) for n in (NV, NH))
M = rng.random((2 * COLUMNS, 2 * COLUMNS), dtype=np.float32) - np.float32(0.5)
M = (M + M.T) / 2
M[:COLUMNS, :COLUMNS] = 0
d = np.concatenate([np.zeros(NV, np.float32), np.einsum("ni,ij,nj->n", F_h, M[COLUMNS:, COLUMNS:], F_h)])[:, None]


def factored_force(x, out):
    modes = M @ np.concatenate([F_v.T @ x[:NV], F_h.T @ x[NV:]])
    np.matmul(F_v, modes[:COLUMNS], out=out[:NV])
    np.matmul(F_h, modes[COLUMNS:], out=out[NV:])
    out -= d * x


def generate(samples, dt=0.01, pair_force=pair_force):
    x = rng.standard_normal((N, samples), dtype=np.float32) * np.float32(0.2)
    force, noise, cube = np.empty_like(x), np.empty_like(x), np.empty_like(x)
    linear, cubic, pull = np.float32(1 - 2 * dt), np.float32(4 * dt), np.float32(dt)
    sigma = np.float32(np.sqrt(2 * KT * dt))

    def step():
        pair_force(x, force)
        np.add(force, b, out=force)
        np.multiply(force, pull, out=force)
        np.multiply(x, x, out=cube)
        np.multiply(cube, x, out=cube)
        np.multiply(cube, cubic, out=cube)
        rng.standard_normal(dtype=np.float32, out=noise)
        np.multiply(noise, sigma, out=noise)
        np.multiply(x, linear, out=x)
        np.subtract(x, cube, out=x)
        np.subtract(x, force, out=x)
        np.add(x, noise, out=x)

    return step, 1


def cycle(_, steps=2500, dt=0.001):
    drive = rng.choice(np.float32([-2, 2]), N)
    linear, cubic, pull = np.float32(1 - 2 * dt), np.float32(4 * dt), np.float32(dt)
    sigma = np.float32(np.sqrt(2 * KT * dt))
    path = np.empty((steps + 1, N), np.float32)
    noise, force = np.empty((steps, N), np.float32), np.empty((N, steps), np.float32)

    def train():
        path[0] = drive / 4
        rng.standard_normal(dtype=np.float32, out=noise)
        np.multiply(noise, sigma, out=noise)
        for t in range(steps):
            x, ramp = path[t], pull * np.float32(max(0.0, 1 - t / (0.75 * steps)))
            path[t + 1] = x * (linear - cubic * x * x) + ramp * drive + noise[t]
        arrival = path[1:].T
        pair_force(arrival, force)
        residual = (arrival * (2 + 4 * arrival * arrival) + b + force) * pull - (path[1:] - path[:-1]).T
        residual *= np.float32(0.5 / KT)
        if BLOCKS:
            gradient_vh = residual[:NV] @ arrival[NV:].T
            gradient_h = residual[NV:] @ arrival.T
            gradient_h[:, :NV] += gradient_vh.T
            gradient_h[:, NV:] += gradient_h[:, NV:].T.copy()
            return gradient_h, residual.sum(axis=1)
        gradient = residual @ arrival.T
        return gradient + gradient.T, residual.sum(axis=1)

    return train, 1


def noise(_):
    out = np.empty((N, 64), np.float32)
    return lambda: rng.standard_normal(dtype=np.float32, out=out), out.size


versions = {"python": sys.version.split()[0], "numpy": np.__version__}
factored = partial(generate, pair_force=factored_force)
serve({"generate": generate, "factored": factored, "cycle": cycle, "noise": noise}, versions)
