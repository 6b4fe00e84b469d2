using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>A process from when it was let go until it has exited.</summary>
/// <remarks>
/// What it was created with never changes. <see cref="Streams"/> is set before the exit thread knows the object, and the field for the time
/// of the exec belongs to the exit thread alone. A process that has exited before it could be watched is handled by the thread that begins
/// it, and never given to the exit thread.
/// </remarks>
internal sealed class AliveProcess(
    LaunchSpec spec,
    Action<ProcessEvent> report,
    LinuxMachinery machinery,
    PreparedProcess prepared,
    CapturedOutput output,
    SentSignals sent,
    Succession succession,
    Action<AliveProcess, LeaderExit> onExited
) : ProcessPhase, IWatchedProcess
{
    // Making a successor ready takes a core for a moment, which the program's own start needs more.
    private static readonly TimeSpan FirstSteps = TimeSpan.FromMilliseconds(5);

    private long? _executedAt;

    public override ProcessTree Tree { get; } =
        new(prepared.Pid, spec, prepared.Cgroup, isComplete: prepared.Cgroup is not null && prepared.HasJoined);

    public override CapturedOutput Output => output;

    public PreparedProcess Prepared => prepared;

    public ImmutableArray<CapturedStream> Streams { get; private set; } = [];

    /// <summary>Registers it with the threads that watch it.</summary>
    public void Begin()
    {
        Streams = [.. Enum.GetValues<OutputStream>().Select(Capture)];
        if (!prepared.HasJoined)
            machinery.Reaper.JoinCgroup(Tree);
        if (prepared.Pidfd >= 0)
            machinery.Exits.Register(this, prepared.Pidfd);
        else
            OnExited();
    }

    public override void Signal(UnixSignal signal)
    {
        Tree.Signal(signal);
        if (spec.StopScope == StopScope.Tree && signal != UnixSignal.SIGKILL)
            machinery.Reaper.SignalOthers(Tree, signal);
    }

    public bool CheckExecuted()
    {
        if (_executedAt is { } at)
        {
            if (Stopwatch.GetElapsedTime(at) < FirstSteps)
                return false;
            machinery.Spawner.Post(() => succession.Prepare(() => new PreparedProcess(spec, machinery.Launches, joinsFirst: true)));
            return true;
        }

        var commandLine = ProcFs.ReadCommandLine(prepared.Pid);
        if (commandLine.Length == 0 || prepared.IsUnderway(commandLine))
            return false;
        _executedAt = Stopwatch.GetTimestamp();
        report(new ProgramExecuted());
        return !spec.RestartsAtOnce;
    }

    public void OnExited()
    {
        var at = Stopwatch.GetTimestamp();

        // .NET reaps its children itself, at SIGCHLD, on a thread of its own, which mostly comes later.
        var end = prepared.Pidfd >= 0 ? Pidfd.ReadEnd(prepared.Pidfd) : null;
        var status = WithCause(end?.Status ?? StatusOfReaped());
        prepared.Terminal?.Release();
        var failure = machinery.Launches.Failures.Take(prepared.Pid);
        onExited(this, new LeaderExit(new ProcessExited(status, at), end?.Usage, failure, HasExecuted: _executedAt is not null));
    }

    private ExitStatus WithCause(ExitStatus status)
    {
        if (status.Signal != UnixSignal.SIGKILL || sent.Contains(UnixSignal.SIGKILL))
            return status;
        if (prepared.Memory is { HasStruck: true })
            return status with { OutOfMemory = true, MemoryLimitBytes = spec.MemoryBytes };
        return machinery.OutOfMemoryKills.StruckLately() ? status with { OutOfMemory = true } : status;
    }

    private ExitStatus StatusOfReaped()
    {
        var exitCode = prepared.WaitForReaping();
        return (prepared.Pidfd >= 0 ? Pidfd.ReadReaped(prepared.Pidfd) : null) ?? Infer(exitCode);
    }

    // Before Linux 6.15 the kernel does not say: 128 + n is what a shell makes of signal n, and believed if that signal was sent.
    private ExitStatus Infer(int exitCode) =>
        exitCode > 128 && sent.Contains((UnixSignal)(exitCode - 128))
            ? new ExitStatus(null, (UnixSignal)(exitCode - 128), Inferred: true)
            : ExitStatus.Exited(exitCode);

    private CapturedStream Capture(OutputStream stream)
    {
        var terminal = stream == OutputStream.Stdout ? prepared.Terminal : null;
        var capture = new CapturedStream(prepared.OurEndOf(stream), stream, output, terminal?.Name, () => machinery.Reaper.LookAt(Tree));
        machinery.Output.Register(capture);
        return capture;
    }
}
