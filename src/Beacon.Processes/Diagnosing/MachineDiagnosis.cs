using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Launching;

namespace Beacon.Processes.Diagnosing;

/// <summary>What this machine, for this user, can and can't promise.</summary>
public static class MachineDiagnosis
{
    private const string Delegated = "start beacon with: systemd-run --user --scope -p Delegate=yes beacon …";

    /// <summary>Looks at everything. Starts nothing, and leaves nothing behind.</summary>
    /// <returns>What was found, the most important first.</returns>
    public static IReadOnlyList<MachineFinding> Run() =>
        OperatingSystem.IsLinux()
            ? [.. Engine(), .. ControlGroups(), .. new KernelSettings("/").Findings()]
            :
            [
                new MachineFinding(
                    "engine",
                    MachineRating.Limited,
                    "portable",
                    "programs are started by what .NET offers on every system: docs/engines.md says what is missing",
                    "run Beacon on Linux, in a container or in WSL"
                ),
            ];

    private static IEnumerable<MachineFinding> Engine()
    {
        var missing = ToolChain.MissingFor(EngineKind.Auto, lineBuffered: false).ToList();
        yield return missing.Count > 0
            ? new MachineFinding(
                "engine",
                MachineRating.Missing,
                $"no {string.Join(", ", missing)}",
                "no program can be started",
                "install the packages coreutils, grep and util-linux"
            )
        : OwnLauncher.Find() is not null ? new MachineFinding("engine", MachineRating.Good, "launcher")
        : new MachineFinding(
            "engine",
            MachineRating.Note,
            "standard tools",
            "each start takes about 2 ms more",
            "build Beacon where a C compiler is, for its launcher"
        );
    }

    private static IEnumerable<MachineFinding> ControlGroups()
    {
        using var cgroups = Cgroups.TryCreate();
        yield return cgroups is not null
            ? new MachineFinding("cgroup", MachineRating.Good, "each component gets one of its own")
            : new MachineFinding(
                "cgroup",
                MachineRating.Limited,
                "none that this user may divide",
                "processes that leave their session and clear their environment can outlive their component",
                Delegated
            );
        using var limits = MemoryLimits.TryCreate(cgroups);
        yield return limits is not null
            ? new MachineFinding("memory-limits", MachineRating.Good, "limits.memory works")
            : new MachineFinding(
                "memory-limits",
                MachineRating.Note,
                "no memory controller that this user may use",
                "plans with limits.memory are refused",
                Delegated
            );
    }
}
