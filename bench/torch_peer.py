"""PyTorch's rows: numpy_peer.py's dense step and training cycle on tensors of the processor."""

import os
import sys
from functools import partial

import torch
from peer import serve

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.set_grad_enabled(False)
torch.manual_seed(1)
NV, NH, KT = 784, 512, 0.1
N = NV + NH
J = 0.01 * torch.randn(N, N)
J = (J + J.T) / 2
J[:NV, :NV] = 0
J.fill_diagonal_(0)
b = torch.zeros(N, 1)

# J = F M Fᵀ − diag(d), as numpy_peer.py has it.
COLUMNS = 6
F_v, F_h = ((torch.rand(n, COLUMNS) - 0.5) / n**0.5 for n in (NV, NH))
M = torch.rand(2 * COLUMNS, 2 * COLUMNS) - 0.5
M = (M + M.T) / 2
M[:COLUMNS, :COLUMNS] = 0
d = torch.cat([torch.zeros(NV), torch.einsum("ni,ij,nj->n", F_h, M[COLUMNS:, COLUMNS:], F_h)])[:, None]


def dense_force(x, out):
    torch.mm(J, x, out=out)


def factored_force(x, out):
    modes = M @ torch.cat([F_v.T @ x[:NV], F_h.T @ x[NV:]])
    torch.mm(F_v, modes[:COLUMNS], out=out[:NV])
    torch.mm(F_h, modes[COLUMNS:], out=out[NV:])
    out.addcmul_(d, x, value=-1)


def generate(samples, dt=0.01, pair_force=dense_force):
    x = 0.2 * torch.randn(N, samples)
    force, noise, cube = torch.empty_like(x), torch.empty_like(x), torch.empty_like(x)
    sigma = (2 * KT * dt) ** 0.5

    def step():
        pair_force(x, force)
        force.add_(b)
        torch.mul(x, x, out=cube)
        cube.mul_(x)
        noise.normal_(std=sigma)
        x.mul_(1 - 2 * dt).sub_(cube, alpha=4 * dt).sub_(force, alpha=dt).add_(noise)

    return step, 1


def cycle(_, steps=2500, dt=0.001):
    drive = 4.0 * torch.randint(0, 2, (N,)) - 2.0
    sigma = (2 * KT * dt) ** 0.5

    def train():
        path = torch.empty(steps + 1, N)
        path[0] = drive / 4
        noise = torch.empty(steps, N).normal_(std=sigma)
        for t in range(steps):
            x, ramp = path[t], dt * max(0.0, 1 - t / (0.75 * steps))
            path[t + 1] = x * (1 - 2 * dt - 4 * dt * x * x) + ramp * drive + noise[t]
        arrival = path[1:].T
        residual = (arrival * (2 + 4 * arrival * arrival) + b + J @ arrival) * dt - (path[1:] - path[:-1]).T
        residual *= 0.5 / KT
        gradient = residual @ arrival.T
        return gradient + gradient.T, residual.sum(dim=1)

    return train, 1


def noise(_):
    out = torch.empty(N, 64)
    return lambda: out.normal_(), out.numel()


versions = {"python": sys.version.split()[0], "torch": torch.__version__}
factored = partial(generate, pair_force=factored_force)
serve({"generate": generate, "factored": factored, "cycle": cycle, "noise": noise}, versions)
