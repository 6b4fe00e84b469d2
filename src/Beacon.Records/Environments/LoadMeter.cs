using System.Diagnostics;

namespace Beacon.Records.Environments;

/// <summary>What the machine has to do over a stretch of time, from the making of the meter on.</summary>
internal sealed class LoadMeter
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Pressure? _cpu = Pressure.Of("cpu");
    private readonly Pressure? _memory = Pressure.Of("memory");
    private readonly Pressure? _io = Pressure.Of("io");

    /// <summary>The load when the meter was made.</summary>
    public MachineLoad Before { get; } = MachineLoad.Now();

    /// <summary>The load since then: from the totals, exact; a load average of such a stretch there is not.</summary>
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
