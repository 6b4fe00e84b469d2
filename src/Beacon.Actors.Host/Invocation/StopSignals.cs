using System.Runtime.InteropServices;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>
/// Handles SIGINT, SIGTERM and SIGHUP: the first signal stops the run, the second kills all components. In a series of runs the first
/// SIGINT only ends the series after the current run; the next signals act as in a single run.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly bool _isSeries;
    private IBeaconRun? _run;
    private UnixSignal? _stop;
    private bool _kill;

    public StopSignals(bool isSeries = false)
    {
        _isSeries = isSeries;
        Own(PosixSignal.SIGINT, UnixSignal.SIGINT);
        Own(PosixSignal.SIGTERM, UnixSignal.SIGTERM);
        Own(PosixSignal.SIGHUP, UnixSignal.SIGHUP);
    }

    /// <summary>The first signal received; null: none.</summary>
    public UnixSignal? First { get; private set; }

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

    /// <summary>Raised when the series shall end after the current run.</summary>
    public event Action? LastRunRequested;

    /// <summary>Raised with the second signal, before all components are killed.</summary>
    public event Action<UnixSignal>? KillRequested;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Own(PosixSignal signal, UnixSignal name) =>
        _registrations.Add(
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    lock (_lock)
                    {
                        var isFirst = First is null;
                        First ??= name;
                        if (_isSeries && isFirst && name == UnixSignal.SIGINT)
                        {
                            LastRunRequested?.Invoke();
                            return;
                        }

                        if (_stop is null)
                        {
                            _stop = name;
                            _ = _run?.StopAsync(name);
                            return;
                        }

                        // Raised first, so that it is shown before the exits that follow.
                        if (!_kill)
                            KillRequested?.Invoke(name);
                        _kill = true;
                        _run?.Kill();
                    }
                }
            )
        );
}
