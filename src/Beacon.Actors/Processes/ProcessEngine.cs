using Beacon.Actors.Plans;
using Beacon.Actors.Processes.Linux;
using Beacon.Actors.Processes.Portable;

namespace Beacon.Actors.Processes;

/// <summary>The engine for the operating system that this is.</summary>
public static class ProcessEngine
{
    /// <summary>Makes a launcher.</summary>
    /// <param name="kind">How it starts programs.</param>
    /// <exception cref="PlatformNotSupportedException">There is no such engine on this machine.</exception>
    public static IProcessLauncher Create(EngineKind kind = EngineKind.Auto)
    {
        if (kind == EngineKind.Portable || (kind == EngineKind.Auto && !OperatingSystem.IsLinux())) return new PortableProcessLauncher();
        return OperatingSystem.IsLinux() ? new LinuxProcessLauncher(kind) : throw new PlatformNotSupportedException(OfLinux(kind));
    }

    /// <summary>What this machine lacks to run a plan, each a sentence; empty: nothing.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> MissingFor(RunPlan plan)
    {
        if (plan.Engine == EngineKind.Portable) return BeyondPortable.In(plan);
        if (!OperatingSystem.IsLinux()) return plan.Engine == EngineKind.Auto ? BeyondPortable.In(plan) : [OfLinux(plan.Engine)];
        if (plan.Engine == EngineKind.Launcher && OwnLauncher.Find() is null)
            return ["there is no beacon-launcher for this machine; build the project where a C compiler is, or set run.engine = tools"];

        var lineBuffered = plan.Components.Any(component => component.Output.Mode == OutputMode.LineBuffered);
        return ToolChain.MissingFor(plan.Engine, lineBuffered)
            .Select(tool => $"the program \"{tool}\" is missing on this machine; install the packages coreutils, grep and util-linux");
    }

    /// <summary>Who holds a port, for a person; null: nobody.</summary>
    /// <param name="port">The port.</param>
    public static string? HolderOf(PortRequirement port)
    {
        if (!OperatingSystem.IsLinux()) return PortOwners.HolderOf(port);

        var inodes = SockDiag.Bound(port.Protocol, port.Port).Select(socket => socket.Inode).ToHashSet();
        if (inodes.Count == 0) return null;

        var holders = ProcFs.Pids().Where(pid => ProcFs.HoldsSocket(pid, inodes)).Select(ProcFs.Describe).ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : "a process that this user may not see";
    }

    private static string OfLinux(EngineKind kind) =>
        $"run.engine = {kind.ToString().ToLowerInvariant()} is there on Linux only; use portable, or run it there, in a container or in WSL";
}
