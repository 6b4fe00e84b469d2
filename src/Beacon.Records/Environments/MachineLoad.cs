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
