"""runit (Debian package runit), http://smarden.org/runit, with its logger svlogd."""

import os
import shlex
import signal
import time

from .base import Supervisor, write


class Runit(Supervisor):
    name = "runit"
    stop_signal = signal.SIGHUP
    log_share = 0.2

    def command(self, folder, job, restart):
        services = folder / "services"
        for name in job.instance_names():
            write(services / name / "run", f"#!/bin/sh\nexec {shlex.join(job.argv)} 2>&1\n", executable=True)
            write(services / name / "log" / "run", f"#!/bin/sh\nexec svlogd {folder}/logs/{name}\n", executable=True)
            write(folder / "logs" / name / "config", "s0\nn0\n")
            if not restart:
                write(services / name / "finish", "#!/bin/sh\nprintf d > supervise/control\n", executable=True)

        # runsvdir(8) waits a second more when its folder was changed within the current one.
        past = time.time() - 10
        os.utime(services, (past, past))
        return ["/usr/bin/runsvdir", str(services)]

    def logs(self, folder, job):
        log = folder / "logs" / job.instance_names()[0]
        return [*sorted(log.glob("@*")), log / "current"]
