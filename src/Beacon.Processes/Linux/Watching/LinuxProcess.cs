using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One process and its tree, from the order to start it until nothing of it is left. The spawner thread makes it, the exit thread sees
/// its end, the output thread the end of its streams, and the reaper thread the end of the rest.
/// </summary>
internal sealed class LinuxProcess(LaunchSpec spec, Action<ProcessEvent> report, LinuxMachinery machinery) : IProcess
{
    // To make a successor ready takes a core for a moment, which the program's own start needs more.
    private static readonly TimeSpan FirstSteps = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly Lock _succession = new();
    private readonly long _orderedAt = Stopwatch.GetTimestamp();
    private ImmutableArray<CapturedStream> _streams = [];
    private readonly HashSet<UnixSignal> _sent = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PreparedProcess? _prepared;
    private PreparedProcess? _successor;
    private bool _isDismissed;
    private ProcessTree? _tree;
    private CapturedOutput? _captured;
    private UnixSignal? _early;
    private bool _ended;
    private long? _executedAt;
    private ProcessExited? _untold;
    private string? _notExecuted;
    private string? _stragglers;
    private string? _heldBy;
    private long _deadline;
    private volatile bool _forced;
    private bool _wereKilled;
    private ResourceUsage? _usageAtEnd;

    public int Pid { get; private set; }

    /// <inheritdoc />
    public ProgramImage? Image
    {
        get
        {
            var exe = $"/proc/{Pid}/exe";
            return new FileInfo(exe).LinkTarget is { } path ? new ProgramImage(Path.GetFileName(path), ElfFile.IsStatic(exe)) : null;
        }
    }

    /// <summary>Its tree, once there is one.</summary>
    public ProcessTree Tree => _tree!;

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsFinished => _finished.Task.IsCompleted;

    /// <summary>What its tree used at the last measurement; null: it was never measured. The sampler's own, until it has ended.</summary>
    public ResourceUsage? LastUsage { get; set; }

    /// <summary>How many of its tree the reaper waits for; the reaper's own.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether whoever is left is to be killed.</summary>
    public bool IsOutOfTime => _forced || IsOverdue;

    /// <summary>Whether the time has run out that the rest of the tree had, first for its end, then for its death.</summary>
    public bool IsOverdue => Stopwatch.GetTimestamp() >= _deadline;

    /// <summary>Whether those left were killed, and still are there.</summary>
    public bool IsGivenUp => _wereKilled && IsOverdue;

    /// <summary>For a wait: how long until the time runs out.</summary>
    public int MillisecondsLeft =>
        Math.Max(0, (int)Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _deadline).TotalMilliseconds));

    /// <summary>Called on the spawner thread.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_early == UnixSignal.SIGKILL)
            {
                report(new LaunchFailed("killed before it was started"));
                return;
            }
        }

        PreparedProcess prepared;
        try
        {
            prepared = new PreparedProcess(spec, machinery, joinsFirst: spec.Incarnation == 1);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            report(new LaunchFailed(exception.Message));
            return;
        }

        Begin(prepared);
    }

    /// <summary>Lets a process that was made ready go.</summary>
    public void Begin(PreparedProcess prepared)
    {
        prepared.LetGo();

        // How long the run has lasted was said at the order; others may have been started since. What is printed meanwhile waits in the
        // pipes.
        _captured = new CapturedOutput(spec, spec.RunElapsed + Stopwatch.GetElapsedTime(_orderedAt), machinery.Output.Archive, report);
        lock (_lock)
        {
            _prepared = prepared;
            Pid = prepared.Pid;
            _tree = new ProcessTree(Pid, spec, prepared.Cgroup, isComplete: prepared.Cgroup is not null && prepared.HasJoined);
            report(new ProcessStarted(Pid));
            if (_early is { } signal)
                SendToTree(signal);
        }

        _streams = [.. Enum.GetValues<OutputStream>().Select(Capture)];
        if (!prepared.HasJoined)
            machinery.Reaper.JoinCgroup(_tree);
        if (prepared.Pidfd >= 0)
            machinery.Exits.Register(this, prepared.Pidfd);
        else
            OnEnded(prepared.Pidfd);
    }

    /// <summary>The process that was made ready to follow this one; null: there is none, and none will be.</summary>
    public PreparedProcess? TakeSuccessor()
    {
        lock (_succession)
        {
            _isDismissed = true;
            var successor = _successor;
            _successor = null;
            return successor;
        }
    }

    /// <inheritdoc />
    public void Signal(UnixSignal signal)
    {
        lock (_lock)
        {
            _forced |= signal == UnixSignal.SIGKILL;
            if (_ended)
            {
                if (_forced)
                    machinery.Reaper.LookAt(this);
                return;
            }

            _sent.Add(signal);
            if (_tree is null)
                _early = signal;
            else
                SendToTree(signal);
        }
    }

    /// <inheritdoc />
    public void Kill() => Signal(UnixSignal.SIGKILL);

    /// <inheritdoc />
    public void Dismiss() => TakeSuccessor()?.Discard();

    /// <inheritdoc />
    public void AcknowledgeOutput() => _captured?.Acknowledge();

    /// <inheritdoc />
    public bool Listens(LocalEndpoint endpoint) => Holds(TransportProtocol.Tcp, endpoint);

    /// <inheritdoc />
    public bool HasBound(LocalEndpoint endpoint) => Holds(TransportProtocol.Udp, endpoint);

    /// <summary>Called on the exit thread; true: the process has become its program, and need not be looked at any more.</summary>
    public bool CheckExecuted()
    {
        if (_executedAt is { } at)
        {
            if (Stopwatch.GetElapsedTime(at) < FirstSteps)
                return false;
            machinery.Spawner.Post(PrepareSuccessor);
            return true;
        }

        var commandLine = ProcFs.ReadCommandLine(Pid);
        if (commandLine.Length == 0 || _prepared!.IsUnderway(commandLine))
            return false;
        _executedAt = Stopwatch.GetTimestamp();
        report(new ProgramExecuted());
        return !spec.RestartsAtOnce;
    }

    /// <summary>Called on the exit thread when the process has ended.</summary>
    public void OnEnded(int pidfd)
    {
        var at = Stopwatch.GetTimestamp();

        // .NET reaps its children itself, at SIGCHLD, on a thread of its own, which mostly comes later.
        var end = pidfd >= 0 ? Pidfd.ReadEnd(pidfd) : null;
        _usageAtEnd = end?.Usage;
        var status = end?.Status ?? StatusOfReaped(pidfd);
        lock (_lock)
        {
            _ended = true;
            var isForeign = status.Signal == UnixSignal.SIGKILL && !_sent.Contains(UnixSignal.SIGKILL);
            if (isForeign && _prepared!.Memory is { HasStruck: true })
                status = status with { OutOfMemory = true, MemoryLimitBytes = spec.MemoryBytes };
            else if (isForeign && machinery.OutOfMemoryKills.StruckLately())
                status = status with { OutOfMemory = true };
        }

        _prepared!.Terminal?.Release();
        _notExecuted = machinery.Failures.Take(Pid);
        var exited = new ProcessExited(status, at);

        // A chain of tools tells in words why it came to nothing; those are known when its output is.
        if (_notExecuted is not null || (_executedAt is null && status.Code is 126 or 127))
            _untold = exited;
        else
            TellExit(exited);

        _deadline = DeadlineFrom(at);
        machinery.Reaper.End(this);
    }

    /// <summary>Called on the reaper thread: kills those who are left, and gives them as long again to be gone.</summary>
    public void KillStragglers(List<int> members)
    {
        if (!_forced && !_wereKilled)
        {
            _stragglers = string.Join(", ", members.Select(ProcFs.Describe));
            _heldBy = HoldersOf(OpenStreams);
        }

        Tree.Kill(members);
        if (!_wereKilled)
            _deadline = DeadlineFrom(Stopwatch.GetTimestamp());
        _wereKilled = true;
    }

    /// <summary>
    /// Called on the reaper thread when nobody is left, or who is can't be killed; true: its output has ended too, and all is told.
    /// </summary>
    public bool TryFinish(List<int> survivors)
    {
        if (OpenStreams is { Count: > 0 } open)
        {
            if (!IsOverdue)
                return false;
            _heldBy ??= HoldersOf(open) ?? "a process that this user may not see";
            open.ForEach(machinery.Output.Abandon);
            Task.WaitAll([.. open.Select(stream => stream.Ended)]);
        }

        var usage = UsageInAll();
        _prepared!.Close();
        TellTheRest(
            _captured!.Drained() with
            {
                HeldBy = _heldBy,
                Stragglers = _stragglers,
                Survivors = survivors.Count == 0 ? null : string.Join(", ", survivors.Select(ProcFs.Describe)),
                Usage = usage,
            }
        );
        _prepared.Forget();
        _finished.SetResult();
        machinery.Sampler.Forget(this);
        return true;
    }

    // Its cgroup has counted everybody; the kernel's word at the end of the leader, those that were waited for; the last measurement, the
    // living.
    private ResourceUsage? UsageInAll()
    {
        var usage = _usageAtEnd;
        if (Tree.CpuTime is { } counted)
            usage = (usage ?? new ResourceUsage(counted, 0, 0, 0)) with { CpuTime = counted };
        return usage?.NoLessThan(LastUsage);
    }

    // Who takes it, or wants none, waits for one that is just being made: another would be made after it, by the same thread.
    private void PrepareSuccessor()
    {
        lock (_succession)
        {
            try
            {
                if (!_isDismissed)
                    _successor = new PreparedProcess(spec, machinery, joinsFirst: true);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Its own start will tell why it can't be.
            }
        }
    }

    private long DeadlineFrom(long timestamp) => timestamp + (long)(spec.DrainTimeout.TotalSeconds * Stopwatch.Frequency);

    private void SendToTree(UnixSignal signal)
    {
        _tree!.Signal(signal);
        if (spec.StopScope == StopScope.Tree && signal != UnixSignal.SIGKILL)
            machinery.Reaper.SignalOthers(_tree, signal);
    }

    private CapturedStream Capture(OutputStream stream)
    {
        var terminal = stream == OutputStream.Stdout ? _prepared!.Terminal : null;
        var capture = new CapturedStream(
            _prepared!.OurEndOf(stream),
            stream,
            _captured!,
            terminal?.Name,
            () => machinery.Reaper.LookAt(this)
        );
        machinery.Output.Register(capture);
        return capture;
    }

    private void TellExit(ProcessExited exited)
    {
        // Too quick to be seen running.
        if (_executedAt is null)
            report(new ProgramExecuted());
        report(exited);
    }

    private void TellTheRest(ProcessDrained drained)
    {
        if (_untold is { } exited)
        {
            _notExecuted ??= machinery.Way.ReasonNotExecuted(exited.Status.Code, _captured!.FirstErrorLine);
            if (_notExecuted is not null)
            {
                report(new LaunchFailed(_notExecuted));
                return;
            }

            TellExit(exited);
        }

        report(drained);
    }

    private List<CapturedStream> OpenStreams => [.. _streams.Where(stream => !stream.Ended.IsCompleted)];

    private static string? HoldersOf(List<CapturedStream> streams)
    {
        if (streams.Count == 0)
            return null;
        var ends = streams.Select(stream => stream.OtherEnd).OfType<string>().ToHashSet();
        var holders = ProcFs
            .Pids()
            .Where(pid => pid != Environment.ProcessId && ProcFs.HoldsDescriptor(pid, ends.Contains))
            .Select(ProcFs.Describe)
            .ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : null;
    }

    private ExitStatus StatusOfReaped(int pidfd)
    {
        var exitCode = _prepared!.WaitForReaping();
        return (pidfd >= 0 ? Pidfd.ReadReaped(pidfd) : null) ?? Infer(exitCode);
    }

    // Without the kernel's word, 128 + n is what a shell would say of signal n; it is believed where that signal was sent.
    private ExitStatus Infer(int exitCode) =>
        exitCode > 128 && _sent.Contains((UnixSignal)(exitCode - 128))
            ? new ExitStatus(null, (UnixSignal)(exitCode - 128), Inferred: true)
            : ExitStatus.Exited(exitCode);

    private bool Holds(TransportProtocol protocol, LocalEndpoint endpoint)
    {
        ProcessTree? tree;
        lock (_lock)
            tree = _ended ? null : _tree;
        if (tree is null)
            return false;

        var inodes = SockDiag
            .Bound(protocol, endpoint.Port)
            .Where(socket => endpoint.Address is null || endpoint.Address.Equals(socket.Address))
            .Select(socket => socket.Inode)
            .ToHashSet();
        return inodes.Count > 0 && tree.Holds(inodes);
    }
}
