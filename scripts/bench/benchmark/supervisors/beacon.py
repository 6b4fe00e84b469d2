"""Ours, as a user would run it."""

import json

from .. import workspace
from .base import Supervisor, write

# The others are told to keep one log too: compressing is not what is compared here.
ONE_LOG = "output { rotate-at = off }"
RESTART = "restart { policy = always, min-backoff = 0ms, max-backoff = 0ms, max-restarts = 100000 }"


class Beacon(Supervisor):
    name = "beacon"
    engine = "auto"

    def command(self, folder, job, restart):
        program, *args = map(json.dumps, job.argv)
        components = "\n".join(
            f"    {name} {{ command = {program}, args = [{', '.join(args)}], {ONE_LOG}{', ' + RESTART if restart else ''} }}" for name in job.instance_names()
        )
        write(
            folder / "plan.conf",
            f"beacon {{\n  run {{ engine = {self.engine}, duration = infinite, on-failure = continue, start-timeout = 10m }}\n  components {{\n{components}\n  }}\n}}\n",
        )
        return [workspace.BEACON, "run", "--plain", "--config", str(folder / "plan.conf"), "--results", str(folder / "runs")]

    def logs(self, folder, job):
        return list(folder.glob(f"runs/*/logs/{job.instance_names()[0]}.out.log"))


class BeaconByTools(Beacon):
    """Without its own launcher: by the chain of standard tools."""

    name = "beacon-tools"
    engine = "tools"
