using System.Collections.Immutable;
using Beacon.Plans.Text;
using Beacon.Processes;

namespace Beacon.Records.Events;

/// <summary>The result of one component.</summary>
public sealed record ComponentResult
{
    /// <summary>The component's name.</summary>
    public required string Name { get; init; }

    /// <summary>The display name.</summary>
    public required string Title { get; init; }

    /// <summary>The process id of the last incarnation; null: never started.</summary>
    public int? Pid { get; init; }

    /// <summary>The time from the start of the last incarnation to its readiness; null: never ready.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>The exit status of the last incarnation; null: never started.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>The number of restarts.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether it had to be killed.</summary>
    public bool Killed { get; init; }

    /// <summary>The total resource usage of its process trees, over all incarnations; null: not measured.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>The CPU time of its process trees, user and system, over all incarnations; null: not measured.</summary>
    public TimeSpan? CpuTime => Usage?.CpuTime;

    /// <summary>The largest sampled resident set size of its process tree, in bytes; null: not measured.</summary>
    public long? MaxRssBytes { get; init; }

    /// <summary>The largest sampled number of threads of its process tree; null: not measured.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>Its log files, relative to the record folder.</summary>
    public ImmutableArray<string> Logs { get; init; } = [];

    /// <summary>The last lines of its output.</summary>
    public ImmutableArray<UntrustedText> LastLines { get; init; } = [];

    /// <summary>The result of a component that has ended.</summary>
    /// <param name="component">What is known of it.</param>
    /// <param name="logs">Its log files, relative to the record folder.</param>
    /// <param name="lastLines">The last lines it printed.</param>
    public static ComponentResult Of(ComponentSnapshot component, ImmutableArray<string> logs, ImmutableArray<UntrustedText> lastLines) =>
        new()
        {
            Name = component.Name,
            Title = component.Title,
            Pid = component.Pid,
            ReadyAfter = component.ReadyAfter,
            Exit = component.Exit,
            Restarts = Math.Max(0, component.Incarnation - 1),
            Killed = component.Killed,
            Usage = component.TotalUsage,
            MaxRssBytes = component.MaxRssBytes > 0 ? component.MaxRssBytes : null,
            MaxThreads = component.MaxThreads > 0 ? component.MaxThreads : null,
            Logs = logs,
            LastLines = lastLines,
        };
}
