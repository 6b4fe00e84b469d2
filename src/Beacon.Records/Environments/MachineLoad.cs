using System.Diagnostics;
using System.Globalization;

namespace Beacon.Records.Environments;

/// <summary>The load of a machine. Null: the system does not report the value.</summary>
/// <param name="Average">The load average over a minute (proc_loadavg(5)): runnable and uninterruptible tasks.</param>
/// <param name="CpuStalled">The share of time, 0 to 1, in which at least one task waited for a core (PSI, <c>some</c>).</param>
/// <param name="MemoryStalled">The same for memory.</param>
/// <param name="IoStalled">The same for input and output.</param>
public sealed record MachineLoad(double? Average, double? CpuStalled, double? MemoryStalled, double? IoStalled)
{
    /// <summary>An unknown load.</summary>
    public static readonly MachineLoad Unknown = new(null, null, null, null);

    /// <summary>The current load; the stalled shares are those of the last ten seconds.</summary>
    internal static MachineLoad Now() =>
        new(ReadAverage(), Pressure.Of("cpu")?.Share, Pressure.Of("memory")?.Share, Pressure.Of("io")?.Share);

    private static double? ReadAverage()
    {
        try
        {
            return double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}

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

/// <summary>
/// Pressure stall information: the line <c>some</c> of <c>/proc/pressure/NAME</c> (kernel documentation, accounting/psi).
/// </summary>
/// <param name="Share">The share of the last ten seconds in which at least one task waited, 0 to 1.</param>
/// <param name="Total">The time in which at least one task waited, since boot.</param>
internal readonly record struct Pressure(double Share, TimeSpan Total)
{
    private const string Some = "some ";
    private const string Percent = "avg10=";
    private const string Microseconds = "total=";

    /// <summary>The pressure on a resource: <c>cpu</c>, <c>memory</c> or <c>io</c>; null: the system does not report it.</summary>
    public static Pressure? Of(string resource)
    {
        try
        {
            return File.ReadLines($"/proc/pressure/{resource}").Select(Parse).FirstOrDefault(pressure => pressure is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a line such as <c>some avg10=2.04 avg60=0.75 avg300=0.40 total=157622151</c>.</summary>
    internal static Pressure? Parse(string line)
    {
        if (!line.StartsWith(Some, StringComparison.Ordinal))
            return null;
        var fields = line.Split(' ');
        return NumberOf(fields, Percent) is { } percent && NumberOf(fields, Microseconds) is { } microseconds
            ? new Pressure(percent / 100, TimeSpan.FromMicroseconds(microseconds))
            : null;
    }

    private static double? NumberOf(string[] fields, string key) =>
        fields.FirstOrDefault(field => field.StartsWith(key, StringComparison.Ordinal)) is { } field
        && double.TryParse(field.AsSpan(key.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
