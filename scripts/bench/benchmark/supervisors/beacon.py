"""Ours, as a user would run it."""

import json
import signal

from .. import workspace
from .base import Supervisor, write

RESTART = "restart { policy = always, min-backoff = 0ms, max-backoff = 0ms, max-restarts = 1000000 }"


class Beacon(Supervisor):
    name = "beacon"
    stop_signal = signal.SIGINT

    def command(self, folder, job, restart):
        program, *args = map(json.dumps, job.argv)
        components = "\n".join(
            f"    {name} {{ command = {program}, args = [{', '.join(args)}]{', ' + RESTART if restart else ''} }}" for name in job.instance_names()
        )
        write(
            folder / "plan.conf",
            f"beacon {{\n  run {{ duration = infinite, on-failure = continue, start-timeout = 10m }}\n  components {{\n{components}\n  }}\n}}\n",
        )
        return [workspace.BEACON, "run", "--plain", "--config", str(folder / "plan.conf"), "--results", str(folder / "runs")]

    def logs(self, folder, job):
        name = f"{job.instance_names()[0]}.out.log"
        newest_first = sorted(folder.glob(f"runs/*/logs/{name}.[0-9]*"), key=lambda part: int(part.suffix[1:]))
        return [*reversed(newest_first), *folder.glob(f"runs/*/logs/{name}")]
