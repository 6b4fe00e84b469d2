using System.Net.NetworkInformation;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Watching;
using Beacon.Processes.Portable;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes;

/// <summary>The engine of this operating system, and what it can do.</summary>
public static class ProcessEngine
{
    /// <summary>Makes a launcher. Dispose of it when its programs have ended.</summary>
    /// <param name="kind">How it starts programs.</param>
    /// <param name="useCgroups">Whether each program gets a cgroup, where the machine allows that; else usage is read from /proc.</param>
    /// <exception cref="PlatformNotSupportedException">This machine has no such engine.</exception>
    public static IProcessLauncher Create(EngineKind kind = EngineKind.Auto, bool useCgroups = true)
    {
        if (kind == EngineKind.Portable || (kind == EngineKind.Auto && !OperatingSystem.IsLinux()))
            return new PortableProcessLauncher();
        return OperatingSystem.IsLinux()
            ? new LinuxProcessLauncher(kind, useCgroups)
            : throw new PlatformNotSupportedException(OfLinux(kind));
    }

    /// <summary>
    /// Restores the default action of signals that were ignored by what started this process, and unblocks all: with SIGCHLD ignored, it
    /// would never see its children end. SIGHUP stays ignored if it was (nohup(1)). To be called first of all in a program, before .NET
    /// handles signals.
    /// </summary>
    public static void RestoreSignals()
    {
        if (!OperatingSystem.IsLinux())
            return;
        SignalState.RestoreAll();
        SignalState.UnblockAll();
    }

    /// <summary>
    /// Moves this process into a session of its own, so that it outlives the terminal and the shell that it was started from.
    /// </summary>
    public static void Detach()
    {
        if (OperatingSystem.IsLinux())
            Session.Begin();
    }

    /// <summary>Asks another process of this user to end, by SIGTERM.</summary>
    /// <param name="pid">Its process id.</param>
    public static void Terminate(int pid)
    {
        if (OperatingSystem.IsLinux())
            Signals.Send(pid, UnixSignal.SIGTERM);
    }

    /// <summary>Sends what this process prints from now on to a file, and gives it nothing to read.</summary>
    /// <param name="output">The file, open for writing.</param>
    public static void RedirectStandardStreams(SafeFileHandle output)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using (var nothing = File.OpenHandle("/dev/null"))
            Session.Replace(0, nothing);
        Session.Replace(1, output);
        Session.Replace(2, output);
    }

    /// <summary>
    /// Whether this process got an open file as this descriptor when it was started. Where none was given (<c>&gt;&amp;-</c> in a shell),
    /// .NET has something of its own there, which is recognised by its flag for exec(2): what is inherited does not have it.
    /// </summary>
    /// <param name="descriptor">0 to 2: standard input, output and error.</param>
    public static bool IsInherited(int descriptor) => !OperatingSystem.IsLinux() || FileDescriptor.IsKeptOnExec(descriptor);

    /// <summary>What this machine lacks to run a plan, each as a sentence; empty: nothing.</summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<string> MissingFor(RunPlan plan)
    {
        if (plan.Engine == EngineKind.Portable)
            return BeyondPortable.In(plan);
        if (!OperatingSystem.IsLinux())
            return plan.Engine == EngineKind.Auto ? BeyondPortable.In(plan) : [OfLinux(plan.Engine)];
        if (plan.Engine == EngineKind.Launcher && OwnLauncher.Find() is null)
            return ["there is no beacon-launcher for this machine; build the project where a C compiler is, or set run.engine = tools"];

        return [.. MissingTools(plan), .. MissingFiles(plan), .. MissingCores(plan), .. MissingMemoryLimits(plan)];
    }

    /// <summary>Pins the supervisor itself to the cores of its plan; its components keep those that it was started with.</summary>
    /// <param name="plan">The plan; one without <see cref="RunPlan.Cores"/> changes nothing.</param>
    /// <exception cref="IOException">There are no such cores, or this user may not use them.</exception>
    public static void Pin(RunPlan plan)
    {
        if (plan.Cores.IsEmpty || !OperatingSystem.IsLinux())
            return;
        if (Affinity.OriginalCores.Length > 0)
            Affinity.SetAll(plan.Cores);
    }

    private static IEnumerable<string> MissingTools(RunPlan plan)
    {
        var lineBuffered = plan.Components.Any(component => component.Output.Mode == OutputMode.LineBuffered);
        return ToolChain
            .MissingFor(plan.Engine, lineBuffered)
            .Select(tool => $"the program \"{tool}\" is missing on this machine; install the packages coreutils, grep and util-linux");
    }

    private static IEnumerable<string> MissingFiles(RunPlan plan)
    {
        // .NET itself keeps the files of its assemblies open; a component takes 8 or 9: pipes, logs, process, probes.
        const int OfHost = 160;
        var needed = OfHost + plan.Components.Length * 17 / 2;
        if (OpenFiles.HardLimit < needed)
            yield return $"this user may open {OpenFiles.HardLimit} files, "
                + $"and a run of {plan.Components.Length} components needs {needed}; "
                + $"raise the hard limit (ulimit -Hn {needed}, or LimitNOFILE of a systemd unit)";
    }

    private static IEnumerable<string> MissingCores(RunPlan plan)
    {
        var there = Affinity.OriginalCores;
        var said = plan
            .Components.Select(component => (Key: $"beacon.components.{component.Name}.limits.cpu", component.Limits.Cores))
            .Prepend((Key: "beacon.run.cpu", plan.Cores));
        return from entry in said
            from core in entry.Cores
            where !there.Contains(core)
            select $"{entry.Key}: there is no core {core} for this user on this machine; the cores are {string.Join(", ", there)}";
    }

    private static IEnumerable<string> MissingMemoryLimits(RunPlan plan)
    {
        var limited = plan.Components.Where(component => component.Limits.MemoryBytes is not null).ToList();
        if (limited.Count == 0)
            return [];

        using var cgroups = Cgroups.TryCreate();
        using var limits = MemoryLimits.TryCreate(cgroups);
        return limits is not null
            ? []
            : limited.Select(component =>
                $"beacon.components.{component.Name}.limits.memory: this user may not limit memory on this machine, "
                + "since that needs a cgroup with the memory controller; "
                + "start beacon with: systemd-run --user --scope -p Delegate=yes beacon …, or leave the key out"
            );
    }

    /// <summary>Describes the process that holds a port; null: the port is free.</summary>
    /// <param name="port">The port.</param>
    public static string? HolderOf(PortRequirement port)
    {
        if (!OperatingSystem.IsLinux())
            return PortableHolderOf(port);

        var inodes = SockDiag.Bound(port.Protocol, port.Port).Select(socket => socket.Inode).ToHashSet();
        return inodes.Count == 0 ? null : ProcFs.DescribeHolders(pid => ProcFs.HoldsSocket(pid, inodes) == true) ?? ProcFs.HiddenProcess;
    }

    // Without native calls it is not known which process that is.
    internal static string? PortableHolderOf(PortRequirement port)
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        var taken = port.Protocol == TransportProtocol.Tcp ? network.GetActiveTcpListeners() : network.GetActiveUdpListeners();
        return Array.Exists(taken, endpoint => endpoint.Port == port.Port) ? "a program that this system does not name" : null;
    }

    private static string OfLinux(EngineKind kind) =>
        $"run.engine = {kind.ToString().ToLowerInvariant()} is available on Linux only; "
        + "use portable, or run it there, in a container or in WSL";
}
