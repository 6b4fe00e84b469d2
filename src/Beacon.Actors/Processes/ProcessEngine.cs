using Beacon.Actors.Plans;
using Beacon.Actors.Processes.Linux;

namespace Beacon.Actors.Processes;

/// <summary>The engine for the operating system that this is.</summary>
public static class ProcessEngine
{
    /// <summary>Makes a launcher.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no engine for this operating system.</exception>
    public static IProcessLauncher Create() => OperatingSystem.IsLinux()
        ? new LinuxProcessLauncher()
        : throw new PlatformNotSupportedException("Beacon.Actors runs programs on Linux only; run it there, in a container or in WSL");

    /// <summary>What this machine lacks to run a plan, each a sentence; empty: nothing.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> MissingFor(RunPlan plan)
    {
        if (!OperatingSystem.IsLinux()) return ["Beacon.Actors runs programs on Linux only; run it there, in a container or in WSL"];

        var lineBuffered = plan.Components.Any(component => component.Output.Mode == OutputMode.LineBuffered);
        return LaunchChain.MissingTools(lineBuffered)
            .Select(tool => $"the program \"{tool}\" is missing on this machine; install the packages coreutils and util-linux");
    }

    /// <summary>Who holds a port, for a person; null: nobody.</summary>
    /// <param name="port">The port.</param>
    public static string? HolderOf(PortRequirement port)
    {
        if (!OperatingSystem.IsLinux()) return null;

        var inodes = SockDiag.Bound(port.Protocol, port.Port).Select(socket => socket.Inode).ToHashSet();
        if (inodes.Count == 0) return null;

        var holders = ProcFs.Pids().Where(pid => ProcFs.HoldsSocket(pid, inodes)).Select(ProcFs.Describe).ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : "a process that this user may not see";
    }
}
