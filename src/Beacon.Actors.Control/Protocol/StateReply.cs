using System.Collections.Immutable;

namespace Beacon.Actors.Control.Protocol;

/// <summary>The answer to <c>state</c>: what a living run and its components do now.</summary>
public sealed record StateReply : ControlReply
{
    /// <summary>The run's id.</summary>
    public string Run { get; init; } = "";

    /// <summary>The plan's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What a person calls the run; null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>The record folder: an absolute path.</summary>
    public string Record { get; init; } = "";

    /// <summary>The phase of the run: <c>starting</c>, <c>operational</c>, <c>stopping</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The start of the run, in ISO 8601, UTC.</summary>
    public string StartedAt { get; init; } = "";

    /// <summary>How long the run has lasted, in milliseconds.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>When the run was operational, in milliseconds since its start; null: not yet.</summary>
    public double? OperationalAfterMs { get; init; }

    /// <summary>How long the run lasts from operational on, in milliseconds; null: until it is ended.</summary>
    public double? DurationMs { get; init; }

    /// <summary>How many problems there were.</summary>
    public int Problems { get; init; }

    /// <summary>The components in start order.</summary>
    public ImmutableArray<ComponentState> Components { get; init; } = [];
}
