using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.History;

namespace Beacon.Actors.Host.Console;

/// <summary>How the steps of a run are printed.</summary>
internal sealed record StepOptions
{
    private const int RowsWithoutTerminal = 100;

    /// <summary>Whether the output of the components is printed.</summary>
    public bool Follow { get; init; }

    /// <summary>Whether only problems and the verdict are printed.</summary>
    public bool Quiet { get; init; }

    public StatisticsDetail Statistics { get; init; }

    /// <summary>Whether a person can press Ctrl+C.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether the output is a log of GitHub Actions, whose lines can be grouped.</summary>
    public bool IsGrouped { get; init; }

    /// <summary>The zone of the times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;

    /// <summary>The rows of the screen.</summary>
    public Func<int> RowsOf { get; init; } = () => RowsWithoutTerminal;

    /// <summary>Finds the comparable run before that of a record folder.</summary>
    public Func<string, EarlierRun?> EarlierOf { get; init; } = _ => null;

    /// <summary>Describes the process that holds a port; null: the port is free.</summary>
    public Func<PortRequirement, string?> HolderOf { get; init; } = _ => null;
}
