using System.Collections.Immutable;

namespace Beacon.Actors.Control.Protocol;

/// <summary>What a component does now. Fields that <c>run.json</c> has too have the same names there.</summary>
public sealed record ComponentState
{
    /// <summary>The component's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The display name.</summary>
    public string Title { get; init; } = "";

    /// <summary>
    /// The phase of its life cycle: <c>waiting</c>, <c>launching</c>, <c>running</c>, <c>ready</c>, <c>stopping</c>, <c>exited</c>,
    /// <c>restarting</c>, <c>stopped</c> (by hand), <c>gave_up</c>.
    /// </summary>
    public string State { get; init; } = "";

    /// <summary>The process id of its latest process; null: it has not started.</summary>
    public int? Pid { get; init; }

    /// <summary>How often it was restarted.</summary>
    public int Restarts { get; init; }

    /// <summary>How long its process has run, in milliseconds; null: it has none now.</summary>
    public double? UptimeMs { get; init; }

    /// <summary>The time from the start of its process to readiness, in milliseconds; null: not ready yet.</summary>
    public double? ReadyAfterMs { get; init; }

    /// <summary>The exit code of its latest process; null: it has not ended, or not by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended its latest process: <c>SIGKILL</c>; null: none.</summary>
    public string? Signal { get; init; }

    /// <summary>The CPU time of its processes so far, over all incarnations, in seconds; null: not measured.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>The share of one core at the last sample: 1.0 is one core.</summary>
    public double CpuShare { get; init; }

    /// <summary>The resident memory of its processes at the last sample; null: not measured.</summary>
    public long? RssBytes { get; init; }

    /// <summary>The threads of its processes at the last sample; null: not measured.</summary>
    public int? Threads { get; init; }

    /// <summary>Its live counters.</summary>
    public ImmutableArray<LiveCounter> Counters { get; init; } = [];
}

/// <summary>A live counter, as the event <c>statistic</c> has it.</summary>
public sealed record LiveCounter
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its value.</summary>
    public double Value { get; init; }

    /// <summary>Its unit; empty: none.</summary>
    public string Unit { get; init; } = "";
}
