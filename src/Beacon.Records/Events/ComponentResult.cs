using System.Collections.Immutable;
using Beacon.Plans.Text;
using Beacon.Processes;

namespace Beacon.Records.Events;

/// <summary>What became of one component.</summary>
public sealed record ComponentResult
{
    /// <summary>The component's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Title { get; init; }

    /// <summary>The process id of the last incarnation; null: it was never started.</summary>
    public int? Pid { get; init; }

    /// <summary>From the start of its last process to readiness; null: that was never ready.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>How its last process ended; null: it was never started.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>How many times it was started again.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether it had to be killed.</summary>
    public bool Killed { get; init; }

    /// <summary>What its process trees have used in all, of all incarnations; null: not measured.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>CPU time that its process trees used, user and system, of all incarnations; null: not measured.</summary>
    public TimeSpan? CpuTime => Usage?.CpuTime;

    /// <summary>The largest resident set size of its process tree that was seen, in bytes; null: not measured.</summary>
    public long? MaxRssBytes { get; init; }

    /// <summary>The largest number of threads that its process tree was seen with; null: not measured.</summary>
    public int? MaxThreads { get; init; }

    /// <summary>Its log files, relative to the record folder.</summary>
    public ImmutableArray<string> Logs { get; init; } = [];

    /// <summary>The last lines it printed, for the reader of a failure.</summary>
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
