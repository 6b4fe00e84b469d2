using System.Diagnostics;

namespace Beacon.Records.Environments;

/// <summary>Measures the load of the machine since the creation of the meter.</summary>
internal sealed class LoadMeter
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Pressure? _cpu = Pressure.Of("cpu");
    private readonly Pressure? _memory = Pressure.Of("memory");
    private readonly Pressure? _io = Pressure.Of("io");

    /// <summary>The load at the creation of the meter.</summary>
    public MachineLoad Before { get; } = MachineLoad.Now();

    /// <summary>The exact load since then, from the kernel's totals. There is no load average for such a period.</summary>
    public MachineLoad Since()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        double? ShareOf(Pressure? before, string resource) =>
            Pressure.Of(resource)?.Total - before?.Total is { } stalled && elapsed > TimeSpan.Zero
                ? Math.Clamp(stalled / elapsed, 0, 1)
                : null;
        return new MachineLoad(null, ShareOf(_cpu, "cpu"), ShareOf(_memory, "memory"), ShareOf(_io, "io"));
    }
}
