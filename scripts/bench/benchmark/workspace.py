"""Where the measurements live: workloads, folders of runs, results."""

import json
import os
import time
from pathlib import Path

ROOT = Path(os.environ["BENCH_WORKSPACE"])
BEACON = os.environ["BEACON"]
BENCHMARKS = os.environ["BENCHMARKS"]
RUNS = ROOT / "runs"
RESULTS = ROOT / "results.jsonl"

WORKLOADS = {"idle", "family", "spew", "beat"}


def workload(name: str, *args: object) -> list[str]:
    return [str(ROOT / "bin" / name), *map(str, args)]


def save(record: dict) -> None:
    """Appends a result, and shows it."""
    line = json.dumps({**record, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})
    with RESULTS.open("a") as results:
        results.write(line + "\n")
    print(line, flush=True)


def saved() -> list[dict]:
    if not RESULTS.exists():
        return []
    return [json.loads(line) for line in RESULTS.read_text().splitlines()]
