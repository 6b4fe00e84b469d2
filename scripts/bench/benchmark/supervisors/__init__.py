"""The supervisors that are measured, by name."""

from .base import Supervisor
from .beacon import Beacon, BeaconByTools
from .foreman import Foreman
from .node import Concurrently, Pm2
from .reference import PythonReference
from .runit import Runit
from .s6 import S6
from .shell import Bash, Cat, Direct
from .supervisord import Supervisord

BY_NAME: dict[str, Supervisor] = {
    kind.name: kind()
    for kind in (Beacon, BeaconByTools, Direct, Cat, Bash, PythonReference, Supervisord, Runit, S6, Foreman, Pm2, Concurrently)
}
