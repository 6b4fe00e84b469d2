using Beacon.Plans.Units;

namespace Beacon.Plans;

/// <summary>
/// What is measured of each component, and of the run, without a word of the programs: statistics like those that are printed.
/// </summary>
/// <param name="Name">Its name as a statistic.</param>
/// <param name="Group"><see cref="OfComponent"/>, or <see cref="OfRun"/>.</param>
/// <param name="Dimension">What it measures.</param>
public sealed record MeasuredQuantity(string Name, string Group, Dimension Dimension)
{
    /// <summary>The group of what is measured of a component.</summary>
    public const string OfComponent = "measured";

    /// <summary>The group of what is measured of the run; its statistics belong to no component.</summary>
    public const string OfRun = "run";

    /// <summary>The group of the last values of live counters.</summary>
    public const string Live = "live";

    /// <summary>The CPU time of all processes of a component.</summary>
    public static readonly MeasuredQuantity CpuTime = new("cpu-time", OfComponent, Dimension.Time);

    /// <summary>The largest sum of the resident memory of a component's processes, of all samples.</summary>
    public static readonly MeasuredQuantity PeakMemory = new("peak-memory", OfComponent, Dimension.Size);

    /// <summary>The time from the start of a component's process until it was ready.</summary>
    public static readonly MeasuredQuantity ReadyAfter = new("ready-after", OfComponent, Dimension.Time);

    /// <summary>How often a core was given to another thread, whether it was yielded or taken away.</summary>
    public static readonly MeasuredQuantity ContextSwitches = new("context-switches", OfComponent, Dimension.Count);

    /// <summary>Page faults, with and without a disk.</summary>
    public static readonly MeasuredQuantity PageFaults = new("page-faults", OfComponent, Dimension.Count);

    /// <summary>Bytes written to storage.</summary>
    public static readonly MeasuredQuantity BytesWritten = new("bytes-written", OfComponent, Dimension.Size);

    /// <summary>The time from the start of the run until every component was ready.</summary>
    public static readonly MeasuredQuantity OperationalAfter = new("operational-after", OfRun, Dimension.Time);

    /// <summary>The time from the start of the run to the end of its last component.</summary>
    public static readonly MeasuredQuantity Elapsed = new("elapsed", OfRun, Dimension.Time);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MeasuredQuantity> All { get; } =
    [CpuTime, PeakMemory, ReadyAfter, ContextSwitches, PageFaults, BytesWritten, OperationalAfter, Elapsed];

    /// <summary>What it is, in words.</summary>
    internal string Noun =>
        Dimension switch
        {
            Dimension.Time => "a time",
            Dimension.Size => "a size",
            _ => "a plain number",
        };

    // Programs print what is called so too, of whatever dimension.
    private bool IsCommon => this == Elapsed || this == BytesWritten || Dimension == Dimension.Count;

    /// <summary>The one that a name means whatever the programs print, as <c>measured.cpu-time</c>; null: there is none.</summary>
    internal static MeasuredQuantity? Meant(string name)
    {
        var word = $".{StatisticKey.Word(name)}";
        return All.FirstOrDefault(quantity =>
            word.EndsWith(quantity.IsCommon ? $".{quantity.Group}.{quantity.Name}" : $".{quantity.Name}", StringComparison.Ordinal)
        );
    }
}
