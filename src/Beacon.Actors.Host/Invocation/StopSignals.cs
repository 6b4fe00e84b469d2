using System.Runtime.InteropServices;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>
/// Handles SIGINT, SIGTERM and SIGHUP: the first signal stops the run, the second kills all components. In a series of runs the first
/// SIGINT only ends the series after the current run; the next signals act as in a single run. Before the first run, while plans and
/// prerequisites are read, a signal ends the program at once: a file may be what blocks it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // timeout(1) signals its child and then the whole process group; a wrapper passes on a Ctrl+C that the terminal has delivered as well.
    private static readonly TimeSpan SameRequest = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly bool _isSeries;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _received = new();
    private readonly Action<UnixSignal> _exit;
    private IBeaconRun? _run;
    private UnixSignal? _stop;
    private long? _requestedAt;
    private bool _isPreparing = true;
    private bool _kill;

    /// <summary>Takes the signals over from .NET.</summary>
    /// <param name="isSeries">Whether several runs follow one another.</param>
    public StopSignals(bool isSeries = false)
        : this(isSeries, TimeProvider.System, ExitNow)
    {
        Own(PosixSignal.SIGINT, UnixSignal.SIGINT);
        Own(PosixSignal.SIGTERM, UnixSignal.SIGTERM);
        Own(PosixSignal.SIGHUP, UnixSignal.SIGHUP);
    }

    /// <summary>Takes over no signals: <see cref="Receive"/> stands for them.</summary>
    /// <param name="isSeries">Whether several runs follow one another.</param>
    /// <param name="time">The source of time.</param>
    /// <param name="exit">Ends the program because of a signal.</param>
    internal StopSignals(bool isSeries, TimeProvider time, Action<UnixSignal> exit) => (_isSeries, _time, _exit) = (isSeries, time, exit);

    /// <summary>The first signal received; null: none.</summary>
    public UnixSignal? First { get; private set; }

    /// <summary>Cancelled by the first signal, once a run may begin: for what happens between the runs of a series.</summary>
    public CancellationToken Received => _received.Token;

    /// <summary>Raised when the series shall end after the current run.</summary>
    public event Action? LastRunRequested;

    /// <summary>Raised with the second signal, before all components are killed.</summary>
    public event Action<UnixSignal>? KillRequested;

    /// <summary>A run is about to start: from now on signals stop the run, which ends the program.</summary>
    public void BeginRun()
    {
        lock (_lock)
            _isPreparing = false;
    }

    /// <summary>Applies all further signals to this run, and those already received too.</summary>
    public void Attach(IBeaconRun run)
    {
        lock (_lock)
        {
            _run = run;
            if (_stop is { } signal)
                _ = run.StopAsync(signal);
            if (_kill)
                run.Kill();
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>Handles a signal.</summary>
    internal void Receive(UnixSignal signal)
    {
        lock (_lock)
        {
            if (_requestedAt is { } at && _time.GetElapsedTime(at) < SameRequest)
                return;
            _requestedAt = _time.GetTimestamp();

            var isFirst = First is null;
            First ??= signal;
            if (_isPreparing)
            {
                _exit(signal);
                return;
            }

            if (_isSeries && isFirst && signal == UnixSignal.SIGINT)
                LastRunRequested?.Invoke();
            else if (_stop is null)
            {
                _stop = signal;
                _ = _run?.StopAsync(signal);
            }
            else
                Kill(signal);
        }

        _received.Cancel();
    }

    private void Kill(UnixSignal signal)
    {
        // Raised first, so that it is shown before the exits that follow.
        if (!_kill)
            KillRequested?.Invoke(signal);
        _kill = true;
        _run?.Kill();
    }

    private static void ExitNow(UnixSignal signal)
    {
        System.Console.Error.WriteLine($"beacon: ended by {signal} before anything was started");
        Environment.Exit(ExitCodes.SignalBase + (int)signal);
    }

    private void Own(PosixSignal signal, UnixSignal name) =>
        _registrations.Add(
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    Receive(name);
                }
            )
        );
}
