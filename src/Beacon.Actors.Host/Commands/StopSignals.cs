using System.Runtime.InteropServices;
using Beacon.Actors.Hosting;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary>SIGINT, SIGTERM and SIGHUP belong to the host: the first asks the run to end, the second kills everything at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private IBeaconRun? _run;
    private int _count;

    public StopSignals()
    {
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
            if (First is { } signal) _ = run.StopAsync(signal);
            if (_count > 1) run.Kill();
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Own(PosixSignal signal, UnixSignal name) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        lock (_lock)
        {
            First ??= name;
            if (++_count == 1) _ = _run?.StopAsync(name);
            else _run?.Kill();
        }
    }));
}
