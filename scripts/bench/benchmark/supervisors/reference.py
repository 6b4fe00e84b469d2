"""The plainest supervisor that captures output and restarts, in Python: what its few lines don't reach, a product should."""

import json
import sys

from .. import reference_supervisor
from .base import Supervisor, write


class PythonReference(Supervisor):
    name = "python"

    def command(self, folder, job, restart):
        jobs = [{"argv": job.argv, "log": f"{folder}/{name}.log"} for name in job.instance_names()]
        write(folder / "jobs.json", json.dumps({"restart": restart, "jobs": jobs}))
        return [sys.executable, reference_supervisor.__file__, str(folder / "jobs.json")]
