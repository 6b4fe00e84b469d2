"""The limits: what the kernel and a shell do with next to no supervisor."""

import shlex

from .base import Supervisor, write


class Direct(Supervisor):
    """No supervisor: the program writes to its file."""

    name = "direct"
    restarts = False

    def command(self, folder, job, restart):
        return ["/bin/sh", "-c", f"exec {shlex.join(job.argv)} > {folder}/{job.name}.log"]


class Cat(Supervisor):
    """The least that captures a pipe."""

    name = "cat"
    restarts = False

    def command(self, folder, job, restart):
        command = shlex.join(job.argv)
        pipes = "".join(f"{command} | cat > {folder}/{name}.log & " for name in job.instance_names())
        return ["/bin/sh", "-c", pipes + "wait"]


class Bash(Supervisor):
    """A script with `&`, `wait` and a trap."""

    name = "bash"

    def command(self, folder, job, restart):
        command = shlex.join(job.argv)
        once = f"while :; do {command}; done" if restart else command
        starts = "".join(f"{once} > {folder}/{name}.log 2>&1 &\n" for name in job.instance_names())
        write(folder / "supervise", f"trap 'kill $(jobs -p) 2> /dev/null; wait; exit' TERM INT\n{starts}wait\n")
        return ["/bin/bash", str(folder / "supervise")]
