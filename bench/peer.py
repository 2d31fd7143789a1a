"""The loop that every Python peer runs: a task on each line of standard input, a timing on each line of output.

A task is {"task", "samples", "seconds", …}; a timing {"wall": seconds of one call by the fastest slice,
"calls": calls since the task was read}, from which the driver and the processor's clock give the cost of a call.
"""

import json
import sys
import time

SLICE = 0.02


def timed(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work()
    return time.perf_counter() - start


def measure(work, seconds):
    """Times `work`: slices of at least SLICE, three of them and `seconds` in all."""
    calls, total = 1, 1
    while timed(work, calls) < SLICE:
        calls *= 2
        total += calls
    best, spent, slices = float("inf"), 0.0, 0
    while spent < seconds or slices < 3:
        slice_time = timed(work, calls)
        best, spent, slices = min(best, slice_time), spent + slice_time, slices + 1
    return {"wall": best / calls, "calls": total + calls * slices}


def serve(tasks, versions):
    """Answers until the input ends. `tasks` maps a name to a function of the number of samples that returns
    the work to be timed and how many calls of the task one call of it makes up."""
    ready = {}
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        key = (task["task"], task.get("samples"))
        if key not in ready:
            ready[key] = tasks[task["task"]](task.get("samples"))
            ready[key][0]()
            print(json.dumps({"prepared": True}), flush=True)
        work, per_call = ready[key]
        timing = measure(work, task["seconds"])
        print(json.dumps({"wall": timing["wall"] / per_call, "calls": timing["calls"] * per_call}), flush=True)
