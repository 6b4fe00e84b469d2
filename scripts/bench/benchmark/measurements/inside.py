"""What is measured inside of our own process: tests/Beacon.Benchmarks, told to print JSON."""

import json
import subprocess

from .. import workspace


def measure_exits(supervisor, exits: int = 300) -> dict:
    return benchmark("exits", exits)


def measure_launches(supervisor, launches: int = 10_000) -> dict:
    return benchmark("launches", launches)


def measure_launch_cost(supervisor, launches: int = 300) -> dict:
    return benchmark("launch-cost", launches)


def benchmark(name: str, count: int) -> dict:
    command = [workspace.BENCHMARKS, name, str(count), "--json", "--workloads", str(workspace.ROOT / "bin")]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
