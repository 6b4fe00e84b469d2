using System.Collections.Immutable;

namespace Beacon.Actors.Control.Protocol;

/// <summary>The answer to <c>hello</c>: who serves which run.</summary>
public sealed record HelloReply : ControlReply
{
    /// <summary>The version of the protocol: <see cref="ControlProtocol.Version"/>.</summary>
    public int Protocol { get; init; }

    /// <summary>The version of the program's Beacon.Actors.Control.</summary>
    public string Version { get; init; } = "";

    /// <summary>The calls that it knows.</summary>
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>The run's id.</summary>
    public string Run { get; init; } = "";

    /// <summary>The plan's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The record folder: an absolute path.</summary>
    public string Record { get; init; } = "";

    /// <summary>The process that supervises the run.</summary>
    public int Pid { get; init; }

    /// <summary>How long the run lasts from operational on, in milliseconds; null: until it is ended.</summary>
    public double? DurationMs { get; init; }

    /// <summary>The hash of what the plan runs.</summary>
    public string PlanSha256 { get; init; } = "";

    /// <summary>The files and settings that the plan was made from.</summary>
    public ImmutableArray<string> PlanSources { get; init; } = [];

    /// <summary>How many clients are connected.</summary>
    public int Clients { get; init; }

    /// <summary>How many clients were turned away or cut off so far, because they were too many, stalled, or spoke otherwise.</summary>
    public long Dropped { get; init; }
}
