"""pm2 and concurrently, from npm."""

import json
import shlex

from .. import workspace
from .base import Supervisor, write

MODULES = workspace.ROOT / "npm" / "node_modules"


class Pm2(Supervisor):
    """pm2-runtime, https://pm2.keymetrics.io: the form for a foreground process. It also streams all output to its own."""

    name = "pm2"
    log_share = 0.2

    def command(self, folder, job, restart):
        app = {
            "name": job.name, "script": job.argv[0], "args": job.argv[1:], "interpreter": "none", "exec_mode": "fork",
            "instances": job.instances, "autorestart": restart, "max_restarts": 1_000_000, "cwd": str(folder),
            "out_file": f"{folder}/{job.name}.log", "error_file": f"{folder}/{job.name}.err", "merge_logs": job.instances == 1,
        }  # fmt: skip
        write(folder / "ecosystem.json", json.dumps({"apps": [app]}))
        runtime = ["node", str(MODULES / "pm2/bin/pm2-runtime"), "start", str(folder / "ecosystem.json")]
        return [*runtime, "--output", app["out_file"], "--error", app["error_file"]]

    def environment(self, folder):
        return {"PM2_HOME": f"{folder}/pm2", "PM2_DISABLE_VERSION_CHECK": "true"}


class Concurrently(Supervisor):
    """https://github.com/open-cli-tools/concurrently."""

    name = "concurrently"
    logs_to_stdout = True
    log_share = 0.5

    def command(self, folder, job, restart):
        restarts = ["--restart-tries", "-1", "--restart-after", "0"] if restart else []
        return ["node", str(MODULES / "concurrently/dist/bin/concurrently.js"), *restarts, *[shlex.join(job.argv)] * job.instances]
