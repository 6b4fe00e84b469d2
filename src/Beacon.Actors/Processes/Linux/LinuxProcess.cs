using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Beacon.Actors.Plans;
using Beacon.Actors.Processes.Capturing;
using CliWrap;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// One process and its tree, from the order to start it until nothing of it is left. The spawner thread makes it, the exit thread sees
/// its end, the output thread the end of its streams, and the reaper thread the end of the rest.
/// </summary>
internal sealed class LinuxProcess(LaunchSpec spec, Action<ProcessEvent> report, LinuxMachinery machinery) : IProcess
{
    private readonly Lock _lock = new();
    private readonly long _orderedAt = Stopwatch.GetTimestamp();
    private readonly CapturedStream?[] _streams = new CapturedStream?[2];
    private readonly HashSet<UnixSignal> _sent = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaunchCommand? _command;
    private Cgroup? _cgroup;
    private MemoryLimit? _memory;
    private PseudoTerminal? _terminal;
    private Process? _process;
    private ProcessTree? _tree;
    private CapturedOutput? _captured;
    private UnixSignal? _early;
    private bool _ended;
    private bool _executed;
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

        machinery.Guardian.Launching(spec.Run);

        // How long the run has lasted was said at the order; others may have been started since.
        _captured = new CapturedOutput(spec with { RunElapsed = spec.RunElapsed + Stopwatch.GetElapsedTime(_orderedAt) }, machinery.Output.Archive, log => new DescriptorFile(log), report);
        try
        {
            if (!Directory.Exists(spec.WorkingDirectory)) throw new DirectoryNotFoundException($"there is no folder {spec.WorkingDirectory} to run it in");
            _cgroup = machinery.Cgroups?.TryMake(spec.Component);
            _terminal = spec.OutputMode == OutputMode.Pty ? PseudoTerminal.Open() : null;
            _memory = LimitMemory();
            _command = new LaunchCommand(spec, machinery.Way, _memory?.Cgroup ?? (JoinsFirst ? _cgroup : null), _terminal?.Name);
            machinery.Spawner.Prepare(spec.Cores);

            // Not ListenAsync, nor CliWrap's own cancellation: both wait on the thread pool, and the latter loses the exit code.
            _ = Cli.Wrap(_command.First)
                .WithArguments(_command.Rest)
                .WithWorkingDirectory(spec.WorkingDirectory)
                .WithEnvironmentVariables(spec.Environment)
                .WithStandardInputPipe(PipeSource.Null)
                .WithStandardOutputPipe(Capture(OutputStream.Stdout))
                .WithStandardErrorPipe(Capture(OutputStream.Stderr))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(null, OnStarted, CancellationToken.None, CancellationToken.None);
            LeaveWaitingToExitThread();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _captured.Dispose();
            _terminal?.Dispose();
            _memory?.Remove();
            _cgroup?.Remove();
            machinery.Guardian.NotLaunched();
            report(new LaunchFailed(exception.Message));
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
                if (_forced) machinery.Reaper.LookAt(this);
                return;
            }

            _sent.Add(signal);
            if (_tree is null) _early = signal;
            else SendToTree(signal);
        }
    }

    /// <inheritdoc />
    public void Kill() => Signal(UnixSignal.SIGKILL);

    /// <inheritdoc />
    public bool Listens(LocalEndpoint endpoint) => Holds(TransportProtocol.Tcp, endpoint);

    /// <inheritdoc />
    public bool HasBound(LocalEndpoint endpoint) => Holds(TransportProtocol.Udp, endpoint);

    /// <summary>Called on the exit thread; true: the process has become its program, or has ended.</summary>
    public bool CheckExecuted()
    {
        var commandLine = ProcFs.ReadCommandLine(Pid);
        if (commandLine.Length == 0 || _command!.IsUnderway(commandLine)) return false;
        _executed = true;
        report(new ProgramExecuted());
        return true;
    }

    /// <summary>Called on the exit thread when the process has ended.</summary>
    public void OnEnded(int pidfd)
    {
        var at = Stopwatch.GetTimestamp();

        // .NET reaps its children itself, at SIGCHLD, on a thread of its own: what they used is told before, the rest only then.
        _usageAtEnd = pidfd >= 0 ? Pidfd.ReadUsage(pidfd) : null;
        _process!.WaitForExit(Timeout.Infinite);
        var status = (pidfd >= 0 ? Pidfd.ReadExit(pidfd) : null) ?? Infer(_process.ExitCode);
        lock (_lock)
        {
            _ended = true;
            var isForeign = status.Signal == UnixSignal.SIGKILL && !_sent.Contains(UnixSignal.SIGKILL);
            if (isForeign && _memory is { HasStruck: true }) status = status with { OutOfMemory = true, MemoryLimitBytes = spec.MemoryBytes };
            else if (isForeign && machinery.OutOfMemoryKills.StruckLately()) status = status with { OutOfMemory = true };
        }

        _process.EnableRaisingEvents = true;
        _terminal?.Release();
        _notExecuted = machinery.Failures.Take(Pid);
        var exited = new ProcessExited(status, at);

        // A chain of tools tells in words why it came to nothing; those are known when its output is.
        if (_notExecuted is not null || (!_executed && status.Code is 126 or 127)) _untold = exited;
        else TellExit(exited);

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
        if (!_wereKilled) _deadline = DeadlineFrom(Stopwatch.GetTimestamp());
        _wereKilled = true;
    }

    /// <summary>Called on the reaper thread when nobody is left, or who is can't be killed; true: its output has ended too, and all is told.</summary>
    public bool TryFinish(List<int> survivors)
    {
        // A short-lived program may have ended before its streams were taken.
        if (Array.Exists(_streams, stream => stream is null)) return false;
        if (OpenStreams is { Count: > 0 } open)
        {
            if (!IsOverdue) return false;
            _heldBy ??= HoldersOf(open) ?? "a process that this user may not see";
            open.ForEach(machinery.Output.Abandon);
            Task.WaitAll([.. open.Select(stream => stream.Ended)]);
        }

        var usage = UsageInAll();
        _memory?.Remove();
        Tree.RemoveCgroup();
        _terminal?.Dispose();
        machinery.Guardian.Gone(Pid);
        TellTheRest(_captured!.Drained() with
        {
            HeldBy = _heldBy,
            Stragglers = _stragglers,
            Survivors = survivors.Count == 0 ? null : string.Join(", ", survivors.Select(ProcFs.Describe)),
            Usage = usage,
        });
        _finished.SetResult();
        machinery.Sampler.Forget(this);
        return true;
    }

    // Its cgroup has counted everybody; the kernel's word at the end of the leader, those that were waited for; the last measurement, the living.
    private ResourceUsage? UsageInAll()
    {
        var usage = _usageAtEnd;
        if (Tree.CpuTime is { } counted) usage = (usage ?? new ResourceUsage(counted, 0, 0, 0)) with { CpuTime = counted };
        return usage?.NoLessThan(LastUsage);
    }

    // Joining takes the kernel a grace period of its own after a quiet time, some 5 ms, which a restart does not wait for.
    private bool JoinsFirst => _memory is { } limit ? !limit.IsApart : spec.Incarnation == 1;

    private MemoryLimit? LimitMemory()
    {
        if (spec.MemoryBytes is not { } bytes) return null;
        var limits = machinery.MemoryLimits ?? throw new IOException($"limits.memory of {spec.Component}: this user may not limit memory here");
        return limits.Limit(spec.Component, bytes, _cgroup);
    }

    private void OnStarted(Process process)
    {
        var pidfd = Pidfd.Open(process.Id);

        // Whose end lets the program run.
        process.StandardInput.Close();
        lock (_lock)
        {
            _process = process;
            Pid = process.Id;
            _tree = new ProcessTree(Pid, spec, _cgroup, isComplete: _cgroup is not null && JoinsFirst);
            machinery.Guardian.Launched(Pid);
            report(new ProcessStarted(Pid));
            if (_early is { } signal) SendToTree(signal);
        }

        if (!JoinsFirst) machinery.Reaper.JoinCgroup(_tree);
        if (pidfd >= 0) machinery.Exits.Register(this, pidfd);
        else OnEnded(pidfd);
    }

    // .NET waits for what raises events with a thread for each 63 processes. It need not before the exit thread has seen the end.
    private void LeaveWaitingToExitThread()
    {
        lock (_lock)
        {
            if (!_ended) _process!.EnableRaisingEvents = false;
        }
    }

    private long DeadlineFrom(long timestamp) => timestamp + (long)(spec.DrainTimeout.TotalSeconds * Stopwatch.Frequency);

    private void SendToTree(UnixSignal signal)
    {
        _tree!.Signal(signal);
        if (spec.StopScope == StopScope.Tree && signal != UnixSignal.SIGKILL) machinery.Reaper.SignalOthers(_tree, signal);
    }

    // CliWrap keeps the process's streams open until this task completes. Where there is a terminal, the pipe of standard output stays
    // empty, and that of standard error has what went wrong on the way to the terminal.
    private PipeTarget Capture(OutputStream stream) => PipeTarget.Create((source, _) =>
    {
        var terminal = stream == OutputStream.Stdout ? _terminal : null;
        SafeHandle ourEnd = terminal is null ? ((PipeStream)source).SafePipeHandle : terminal.OurEnd;
        var capture = new CapturedStream(ourEnd, stream, _captured!, terminal?.Name, () => machinery.Reaper.LookAt(this));
        Volatile.Write(ref _streams[(int)stream], capture);
        machinery.Output.Register(capture);
        return _finished.Task;
    });

    private void TellExit(ProcessExited exited)
    {
        // Too quick to be seen running.
        if (!_executed) report(new ProgramExecuted());
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

    private List<CapturedStream> OpenStreams => [.. _streams.OfType<CapturedStream>().Where(stream => !stream.Ended.IsCompleted)];

    private static string? HoldersOf(List<CapturedStream> streams)
    {
        if (streams.Count == 0) return null;
        var ends = streams.Select(stream => stream.OtherEnd).OfType<string>().ToHashSet();
        var holders = ProcFs.Pids()
            .Where(pid => pid != Environment.ProcessId && ProcFs.HoldsDescriptor(pid, ends.Contains))
            .Select(ProcFs.Describe)
            .ToList();
        return holders.Count > 0 ? string.Join(", ", holders) : null;
    }

    // Without the kernel's word, 128 + n is what a shell would say of signal n; it is believed where that signal was sent.
    private ExitStatus Infer(int exitCode) => exitCode > 128 && _sent.Contains((UnixSignal)(exitCode - 128))
        ? new ExitStatus(null, (UnixSignal)(exitCode - 128), Inferred: true)
        : ExitStatus.Exited(exitCode);

    private bool Holds(TransportProtocol protocol, LocalEndpoint endpoint)
    {
        ProcessTree? tree;
        lock (_lock) tree = _ended ? null : _tree;
        if (tree is null) return false;

        var inodes = SockDiag.Bound(protocol, endpoint.Port)
            .Where(socket => endpoint.Address is null || endpoint.Address.Equals(socket.Address))
            .Select(socket => socket.Inode)
            .ToHashSet();
        return inodes.Count > 0 && tree.Holds(inodes);
    }
}
