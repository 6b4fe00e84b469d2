using System.ComponentModel;
using System.Diagnostics;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Capturing;
using CliWrap;

namespace Beacon.Processes.Portable;

/// <summary>One process, from the order to start it until its output has ended.</summary>
internal sealed class PortableProcess(LaunchSpec spec, Action<ProcessEvent> report, LogArchive archive) : IProcess
{
    private const int NoSuchFile = 2;

    private readonly Lock _lock = new();
    private readonly long _orderedAt = Stopwatch.GetTimestamp();
    private readonly SentSignals _sent = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly TaskCompletionSource _forced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PortableOutput? _output;
    private Process? _process;
    private ResourceUsage? _lastUsage;
    private Task _killing = Task.CompletedTask;
    private bool _ended;

    /// <summary>Completes when all its events were reported.</summary>
    public Task Ended => _finished.Task;

    public ProgramImage? Image => null;

    /// <summary>Called on a thread of the pool.</summary>
    public void Start()
    {
        if (_forced.Task.IsCompleted)
        {
            Fail("killed before it was started");
            return;
        }

        // The order said how long the run had lasted; other programs may have been started since.
        _output = new PortableOutput(spec, spec.RunStartBefore(_orderedAt), archive, report);
        try
        {
            if (!Directory.Exists(spec.WorkingDirectory))
                throw new DirectoryNotFoundException($"there is no folder {spec.WorkingDirectory} to run it in");
            _ = Cli.Wrap(ProgramSearch.Locate(spec))
                .WithArguments(spec.Args)
                .WithWorkingDirectory(spec.WorkingDirectory)
                .WithEnvironmentVariables(spec.Environment)
                .WithStandardInputPipe(PipeSource.Null)
                .WithStandardOutputPipe(Capture(OutputStream.Stdout))
                .WithStandardErrorPipe(Capture(OutputStream.Stderr))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(null, OnStarted, CancellationToken.None, _interrupt.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _output.Dispose();
            Fail(Reason(exception));
        }
    }

    public void Signal(UnixSignal signal)
    {
        if (signal == UnixSignal.SIGKILL)
            _forced.TrySetResult();
        lock (_lock)
        {
            if (_ended)
                return;
            _sent.Add(signal);
            if (_process is null)
                return;
            var sending = Task.Run(() => Send(signal));
            if (signal == UnixSignal.SIGKILL)
                _killing = sending;
        }
    }

    public void Kill() => Signal(UnixSignal.SIGKILL);

    public void Dismiss() { }

    /// <summary>Kills it and its descendants, and returns when that is done.</summary>
    public void KillNow()
    {
        _forced.TrySetResult();
        Send(UnixSignal.SIGKILL);
    }

    public void AcknowledgeOutput() => _output?.Captured.Reader.Acknowledge();

    public SocketSight Listens(LocalEndpoint endpoint) => new(null, "this engine does not know the sockets of a program");

    public SocketSight HasBound(LocalEndpoint endpoint) => Listens(endpoint);

    public async Task<SideCommandResult> RunAsync(SideCommand command, CancellationToken cancellationToken)
    {
        var tail = new OutputTail(command.Printed);
        try
        {
            var result = await Cli.Wrap(command.Words[0])
                .WithArguments(command.Words[1..])
                .WithWorkingDirectory(spec.WorkingDirectory)
                .WithEnvironmentVariables(spec.Environment.SetItems(command.Environment))
                .WithStandardOutputPipe(PipeTarget.Create((source, token) => tail.DrainAsync(source, OutputStream.Stdout, token)))
                .WithStandardErrorPipe(PipeTarget.Create((source, token) => tail.DrainAsync(source, OutputStream.Stderr, token)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken)
                .ConfigureAwait(false);
            return new SideCommandResult(result.ExitCode, null, tail.LastLine);
        }
        catch (OperationCanceledException)
        {
            return new SideCommandResult(null, null, tail.LastLine);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return new SideCommandResult(null, ExceptionText.Of(exception), default);
        }
    }

    /// <summary>What the process itself uses, without its children; null: it has exited.</summary>
    public ResourceUsage? Measure()
    {
        lock (_lock)
        {
            if (_process is null || _ended)
                return null;
            try
            {
                using var process = Process.GetProcessById(_process.Id);
                return _lastUsage = new ResourceUsage(process.TotalProcessorTime, process.WorkingSet64, process.Threads.Count, 1)
                {
                    PeakRssBytes = process.PeakWorkingSet64,
                };
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or Win32Exception)
            {
                return null;
            }
        }
    }

    private void OnStarted(Process process)
    {
        // .NET returns from a start when the process executes the program.
        report(new ProcessStarted(process.Id));
        report(new ProgramExecuted());
        UnixSignal[] early;
        lock (_lock)
        {
            _process = process;
            early = [.. Enum.GetValues<UnixSignal>().Where(_sent.Contains)];
        }

        foreach (var signal in early)
            Send(signal);
        _ = FollowAsync(process);
    }

    // The timers of .NET carry no more than 49 days.
    private TimeSpan LongestDrain => TimeSpan.FromMilliseconds(Math.Min(spec.DrainTimeout.TotalMilliseconds, int.MaxValue));

    private async Task FollowAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        var at = Stopwatch.GetTimestamp();
        ExitStatus status;
        lock (_lock)
        {
            _ended = true;
            status = _sent.Infer(process.ExitCode);
        }

        report(new ProcessExited(status, at));
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(_output!.Ended, _forced.Task, Task.Delay(LongestDrain, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);

        await _killing.ConfigureAwait(false);
        var isHeld = !_output.Ended.IsCompleted && !_forced.Task.IsCompleted;
        _output.Abandon();
        report(_output.Captured.Drained() with { HeldBy = isHeld ? "a process that this engine can't name" : null, Usage = _lastUsage });
        _finished.SetResult();
    }

    // CliWrap keeps the process and its streams until this task completes: to the end, or until the streams are abandoned.
    private PipeTarget Capture(OutputStream stream) =>
        PipeTarget.Create((source, _) => Task.WhenAll(_finished.Task, Task.WhenAny(_output!.DrainAsync(source, stream), _output.Ended)));

    private void Send(UnixSignal signal)
    {
        lock (_lock)
        {
            if (_process is null || _ended)
                return;
        }

        try
        {
            if (signal == UnixSignal.SIGKILL)
                _process.Kill(entireProcessTree: true);
            else if (signal == UnixSignal.SIGINT || OperatingSystem.IsWindows())
                _interrupt.Cancel();
            else
                SendByShell(signal, _process.Id);

            // A stopped process handles no signal before it continues.
            if (signal != UnixSignal.SIGKILL && !OperatingSystem.IsWindows())
                SendByShell(UnixSignal.SIGCONT, _process.Id);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or AggregateException or Win32Exception or NotSupportedException)
        {
            // The process, or one of its descendants, has exited meanwhile.
        }
    }

    // Other signals can't be sent by .NET; kill is built into every shell (POSIX).
    private static void SendByShell(UnixSignal signal, int pid)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "kill -\"$0\" \"$1\" 2>/dev/null", $"{(int)signal}", $"{pid}"])
        );
        shell?.WaitForExit();
    }

    private void Fail(string reason)
    {
        lock (_lock)
            _ended = true;
        report(new LaunchFailed(reason));
        _finished.SetResult();
    }

    private string Reason(Exception exception)
    {
        if (exception.InnerException is not Win32Exception { NativeErrorCode: var error })
            return ExceptionText.Of(exception);
        var meaning = new Win32Exception(error).Message;
        return error == NoSuchFile ? $"{meaning}: the file, or the interpreter that its first line names, does not exist" : meaning;
    }
}
