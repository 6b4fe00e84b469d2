"""foreman (Debian package ruby-foreman), https://github.com/ddollar/foreman."""

import shlex

from .base import Supervisor, write


class Foreman(Supervisor):
    name = "foreman"
    restarts = False
    logs_to_stdout = True
    log_share = 0.02

    def command(self, folder, job, restart):
        write(folder / "Procfile", f"{job.name}: {shlex.join(job.argv)}\n")
        return ["/usr/bin/foreman", "start", "-f", str(folder / "Procfile"), "-m", f"{job.name}={job.instances}"]
