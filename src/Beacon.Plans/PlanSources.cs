using System.Collections;
using System.Collections.Immutable;
using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>Where a plan comes from: files, settings over them, and what a command line adds.</summary>
public sealed record PlanSources
{
    /// <summary>HOCON files; a later one wins.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Settings over the files, each <c>PATH=VALUE</c>; the value is HOCON where it parses as such, else plain text.</summary>
    public ImmutableArray<string> Settings { get; init; } = [];

    /// <summary>The components to keep, each with what it depends on; empty: all.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Replaces <c>beacon.run.duration</c>, in its spelling (<c>30s</c>, <c>infinite</c>); null: it stands.</summary>
    public string? Duration { get; init; }

    /// <summary>Replaces <c>beacon.run.results</c>; null: it stands.</summary>
    public string? Results { get; init; }

    /// <summary>What <c>${VAR}</c> reads; default: this process's environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = Inherited();

    /// <summary>
    /// What relative paths on the command line, and <c>results</c>, start from; empty: it was deleted, and a relative path is refused.
    /// </summary>
    public string CurrentDirectory { get; init; } = AbsolutePaths.Current();

    private static ImmutableDictionary<string, string> Inherited() =>
        System
            .Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToImmutableDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
}
