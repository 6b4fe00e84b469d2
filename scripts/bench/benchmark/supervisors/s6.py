"""s6 (Debian package s6), https://skarnet.org/software/s6, with its logger s6-log."""

import shlex

from .base import Supervisor, write


class S6(Supervisor):
    name = "s6"
    log_share = 0.5

    def command(self, folder, job, restart):
        for name in job.instance_names():
            service = folder / "services" / name
            write(service / "run", f"#!/bin/sh\nexec {shlex.join(job.argv)}\n", executable=True)
            write(service / "log" / "run", f"#!/bin/sh\nexec s6-log n20 s268435455 {folder}/logs/{name}\n", executable=True)
            if not restart:
                write(service / "finish", "#!/bin/sh\nexit 125\n", executable=True)
        (folder / "logs").mkdir()
        return ["/usr/bin/s6-svscan", "-c", str(max(500, 2 * job.instances)), str(folder / "services")]

    def logs(self, folder, job):
        log = folder / "logs" / job.instance_names()[0]
        return [*sorted(log.glob("@*")), log / "current"]
