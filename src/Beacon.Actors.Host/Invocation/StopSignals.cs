using System.Runtime.InteropServices;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Invocation;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP belong to the host: the first asks the run to end, the second kills everything at once. In a series of runs
/// the first SIGINT asks for no further run; those that follow, and the other signals, do as in a single one.
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

    /// <summary>The first signal that came; null: none.</summary>
    public UnixSignal? First { get; private set; }

    /// <summary>From now on signals go to this run; those that came before are passed on.</summary>
    public void GoTo(IBeaconRun run)
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

    /// <summary>Somebody asks for no further run, and lets the current one go on to its end.</summary>
    public event Action? LastRunAsked;

    /// <summary>Somebody has asked again, by this signal: everything is killed at once.</summary>
    public event Action<UnixSignal>? KillAsked;

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
                            LastRunAsked?.Invoke();
                            return;
                        }

                        if (_stop is null)
                        {
                            _stop = name;
                            _ = _run?.StopAsync(name);
                            return;
                        }

                        // Told first, so that it can be shown before what comes of it.
                        if (!_kill)
                            KillAsked?.Invoke(name);
                        _kill = true;
                        _run?.Kill();
                    }
                }
            )
        );
}
