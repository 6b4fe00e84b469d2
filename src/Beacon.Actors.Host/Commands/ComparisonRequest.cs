using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Comparing;

namespace Beacon.Actors.Host.Commands;

/// <summary>What a command line asks of a comparison: its baseline, its thresholds, its output.</summary>
internal sealed record ComparisonRequest
{
    private const string Last = "last:";

    public string? Baseline { get; init; }

    public string? Against { get; init; }

    public ImmutableArray<string> Thresholds { get; init; } = [];

    public bool Force { get; init; }

    public bool Markdown { get; init; }

    public string? JUnit { get; init; }

    /// <summary>Whether a baseline is named.</summary>
    public bool HasBaseline => Baseline is not null || Against is not null;

    /// <summary>The tolerances of the plan, overridden by those of the command line.</summary>
    /// <exception cref="ComparisonException">A threshold can't be read.</exception>
    public ComparisonSettings SettingsOver(ImmutableArray<ToleranceRule> configured) =>
        new() { Rules = [.. configured, .. ReadThresholds()], Force = Force };

    /// <summary>The baseline.</summary>
    /// <param name="candidate">The runs to compare with the baseline; null: they are still to be made.</param>
    /// <param name="plan">The name of the plan.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="ComparisonException">There are no such runs.</exception>
    public NamedRuns BaselineOf(NamedRuns? candidate, string plan, string results)
    {
        if (Baseline is not null && Against is not null)
            throw new ComparisonException("--baseline and --against both name the baseline; leave one out");
        if (Against is not null)
            return SideSelector.Named(Against, results);
        if (Baseline!.StartsWith(Last, StringComparison.Ordinal) && int.TryParse(Baseline.AsSpan(Last.Length), out var count) && count > 0)
            return SideSelector.Before(count, candidate, plan, results);
        return SideSelector.Select(Baseline, results);
    }

    private IEnumerable<ToleranceRule> ReadThresholds()
    {
        foreach (var text in Thresholds)
            yield return ToleranceRule.TryParse(text, out var rule, out var error) ? rule! : throw new ComparisonException(error);
    }
}
