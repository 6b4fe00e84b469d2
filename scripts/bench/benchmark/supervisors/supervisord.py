"""supervisor (Debian package supervisor), http://supervisord.org."""

import shlex

from .base import Supervisor, write


class Supervisord(Supervisor):
    name = "supervisord"

    def command(self, folder, job, restart):
        instances = f"numprocs={job.instances}\nprocess_name=%(program_name)s-%(process_num)04d\n" if job.instances > 1 else ""
        log = f"{folder}/{job.name}-%(process_num)04d.log" if job.instances > 1 else f"{folder}/{job.name}.log"
        write(
            folder / "supervisord.conf",
            f"[supervisord]\nnodaemon=true\nuser=root\nlogfile={folder}/supervisord.log\npidfile={folder}/supervisord.pid\n"
            f"childlogdir={folder}\nminfds=16000\nminprocs=200\n"
            f"[program:{job.name}]\ncommand={shlex.join(job.argv)}\n{instances}"
            f"autorestart={'true' if restart else 'false'}\nstdout_logfile={log}\nstdout_logfile_maxbytes=0\n",
        )
        return ["/usr/bin/supervisord", "-n", "-c", str(folder / "supervisord.conf")]
