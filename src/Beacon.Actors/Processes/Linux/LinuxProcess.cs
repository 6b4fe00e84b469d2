using System.Diagnostics;
using System.IO.Pipes;
using Beacon.Actors.Plans;
using CliWrap;

namespace Beacon.Actors.Processes.Linux;

/// <summary>One process and its tree, from the order to start it until nothing of it is left.</summary>
internal sealed class LinuxProcess(LaunchSpec spec, Action<ProcessEvent> report, OutputThread output, ExitThread exits) : IProcess
{
    private readonly Lock _lock = new();
    private readonly LaunchChain _chain = new(spec);
    private readonly TaskCompletionSource<CapturedStream> _stdout = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CapturedStream> _stderr = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<UnixSignal> _sent = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private ProcessTree? _tree;
    private CapturedOutput? _captured;
    private UnixSignal? _early;
    private bool _ended;
    private bool _executed;

    public int Pid { get; private set; }

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

        _captured = new CapturedOutput(spec, output.Archive, report);
        try
        {
            // Not ListenAsync, nor CliWrap's own cancellation: both wait on the thread pool, and the latter loses the exit code.
            _ = Cli.Wrap(_chain.First)
                .WithArguments(_chain.Rest)
                .WithWorkingDirectory(spec.WorkingDirectory)
                .WithEnvironmentVariables(spec.Environment)
                .WithStandardInputPipe(PipeSource.Null)
                .WithStandardOutputPipe(Capture(OutputStream.Stdout, _stdout))
                .WithStandardErrorPipe(Capture(OutputStream.Stderr, _stderr))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(null, OnStarted, CancellationToken.None, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _captured.Dispose();
            report(new LaunchFailed(exception.Message));
        }
    }

    /// <inheritdoc />
    public void Signal(UnixSignal signal)
    {
        lock (_lock)
        {
            if (_ended) return;
            _sent.Add(signal);
            if (_tree is null) _early = signal;
            else _tree.Signal(signal);
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
        if (commandLine.Length == 0 || _chain.IsUnderway(commandLine)) return false;
        _executed = true;
        report(new ProgramExecuted());
        return true;
    }

    /// <summary>Called on the exit thread when the process has ended.</summary>
    public void OnEnded(int pidfd)
    {
        var at = Stopwatch.GetTimestamp();

        // .NET reaps its children itself, at SIGCHLD, on a thread of its own; only then does the kernel tell the rest.
        _process!.WaitForExit(Timeout.Infinite);
        var status = (pidfd >= 0 ? Pidfd.ReadExit(pidfd) : null) ?? Infer(_process.ExitCode);
        lock (_lock) _ended = true;

        // Too quick to be seen running; 126 and 127 are what the tools of the chain return where an exec failed (env(1)).
        if (!_executed && status.Code is not (126 or 127)) report(new ProgramExecuted());
        report(new ProcessExited(status, at));
        _exited.SetResult();
        _ = DrainAsync();
    }

    private void OnStarted(Process process)
    {
        lock (_lock)
        {
            _process = process;
            Pid = process.Id;
            _tree = new ProcessTree(Pid, spec.Run, spec.Component);
            report(new ProcessStarted(Pid));
            if (_early is { } signal) _tree.Signal(signal);
        }

        var pidfd = Pidfd.Open(Pid);
        if (pidfd >= 0) exits.Register(this, pidfd);
        else OnEnded(pidfd);
    }

    // CliWrap keeps the process's streams open until this task completes.
    private PipeTarget Capture(OutputStream stream, TaskCompletionSource<CapturedStream> captured) =>
        PipeTarget.Create(async (source, _) =>
        {
            var capture = _captured!.Take(((PipeStream)source).SafePipeHandle, stream);
            output.Register(capture);
            captured.SetResult(capture);
            await Task.WhenAll(capture.Ended, _exited.Task).ConfigureAwait(false);
        });

    private async Task DrainAsync()
    {
        // A short-lived program may have ended before its streams were taken.
        CapturedStream[] streams = [await _stdout.Task.ConfigureAwait(false), await _stderr.Task.ConfigureAwait(false)];
        var ended = Task.WhenAll(streams.Select(stream => stream.Ended));
        string? heldBy = null;
        try
        {
            await ended.WaitAsync(spec.DrainTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var members = _tree!.Members().ConvertAll(ProcFs.Describe);
            heldBy = members.Count > 0 ? string.Join(", ", members) : "a process outside the component";
        }

        _tree!.KillAndWait();
        if (heldBy is not null) Array.ForEach(streams, output.Abandon);
        await ended.ConfigureAwait(false);
        report(_captured!.Drained(heldBy));
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
