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
    LinuxProcessLauncher launcher,
    PreparedProcess prepared,
    CapturedOutput output,
    SentSignals sent,
    Succession succession,
    Action<AliveProcess, LeaderExit> onExited
) : ProcessPhase
{
    // Making a successor ready takes a core for a moment, which the program's own start needs more.
    private static readonly TimeSpan FirstSteps = TimeSpan.FromMilliseconds(5);

    private long? _executedAt;

    public override ProcessTree Tree { get; } =
        new(prepared.Pid, spec, prepared.Cgroup, isComplete: prepared.Cgroup is not null && prepared.HasJoined);

    public SocketSearch Sockets => field ??= new SocketSearch(Tree);

    public override CapturedOutput Output => output;

    public PreparedProcess Prepared => prepared;

    public ImmutableArray<CapturedStream> Streams { get; private set; } = [];

    public void Begin()
    {
        Streams = [.. Enum.GetValues<OutputStream>().Select(Capture)];
        if (!prepared.HasJoined)
            launcher.Reaper.JoinCgroup(Tree);
        if (prepared.Pidfd >= 0)
            launcher.Exits.Register(this, prepared.Pidfd);
        else
            OnExited();
    }

    public override void Signal(UnixSignal signal)
    {
        Tree.Signal(signal);
        if (spec.StopScope == StopScope.Tree && signal != UnixSignal.SIGKILL)
            launcher.Reaper.SignalOthers(Tree, signal);
    }

    /// <summary>Looks whether the process executes its program by now, on the exit thread; true: it need not look again.</summary>
    public bool CheckExecuted()
    {
        if (_executedAt is { } at)
        {
            if (Stopwatch.GetElapsedTime(at) < FirstSteps)
                return false;
            launcher.Spawner.Post(() => succession.Prepare(() => new PreparedProcess(spec, launcher.Launches, joinsFirst: true)));
            return true;
        }

        var commandLine = ProcFs.ReadCommandLine(prepared.Pid);
        if (commandLine.Length == 0 ? !HasLostItsFirstThread : prepared.IsUnderway(commandLine))
            return false;
        _executedAt = Stopwatch.GetTimestamp();
        report(new ProgramExecuted());
        return !spec.RestartsAtOnce;
    }

    /// <summary>The process has ended; its pidfd is still open.</summary>
    // Only the program can have several threads, none of the links of the launch. Its command line went with the first one.
    private bool HasLostItsFirstThread => ProcFs.ReadStat(prepared.Pid) is { State: 'Z', IsGone: false };

    public void OnExited()
    {
        var at = Stopwatch.GetTimestamp();

        var end = prepared.WaitForEnd();
        var status = WithCause(end?.Status ?? StatusOfReaped());
        prepared.Terminal?.Release();
        var failure = launcher.Launches.Failures.Take(prepared.Pid);
        onExited(this, new LeaderExit(new ProcessExited(status, at) { Usage = end?.Usage }, failure, HasExecuted: _executedAt is not null));
    }

    private ExitStatus WithCause(ExitStatus status)
    {
        if (status.Signal != UnixSignal.SIGKILL || sent.Contains(UnixSignal.SIGKILL))
            return status;
        if (prepared.Memory is { HasStruck: true })
            return status with { OutOfMemory = true, MemoryLimitBytes = spec.MemoryBytes };
        return launcher.OutOfMemoryKills.StruckLately() ? status with { OutOfMemory = true } : status;
    }

    // Other code of this process was faster. Before Linux 6.15 the kernel does not say how it ended.
    private ExitStatus StatusOfReaped() => (prepared.Pidfd >= 0 ? Pidfd.ReadReaped(prepared.Pidfd) : null) ?? sent.InferUnknown();

    private CapturedStream Capture(OutputStream stream)
    {
        var terminal = stream == OutputStream.Stdout ? prepared.Terminal : null;
        var capture = new CapturedStream(prepared.OurEndOf(stream), stream, output, terminal?.Name, () => launcher.Reaper.LookAt(Tree));
        launcher.Output.Register(capture);
        return capture;
    }
}

/// <summary>How the leader of a tree has exited.</summary>
internal sealed record LeaderExit(ProcessExited Exited, string? LaunchFailure, bool HasExecuted)
{
    /// <summary>
    /// Whether it may have exited without executing its program: a chain of tools says so in its output, which has to end first.
    /// </summary>
    public bool IsUncertain => LaunchFailure is not null || (!HasExecuted && Exited.Status.Code is 125 or 126 or 127);
}
