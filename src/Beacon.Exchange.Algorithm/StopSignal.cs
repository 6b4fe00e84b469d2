using System.Runtime.InteropServices;

namespace Beacon.Exchange.Algorithm;

/// <summary>SIGTERM and SIGINT: an earlier end, with everything that belongs to an end.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly ManualResetEventSlim _came = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignal() => _signals = [Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGINT)];

    public bool HasCome => _came.IsSet;

    /// <summary>Waits for a signal, but no longer than that; true: it came.</summary>
    public bool Wait(TimeSpan limit) => _came.Wait(limit);

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                _came.Set();
            }
        );
}
