using System.Collections.Immutable;
using System.CommandLine;
using Beacon.Plans;
using Beacon.Records.Comparing;

namespace Beacon.Actors.Host.Commands;

/// <summary>The options of <c>runs compare</c>, <c>runs report</c> and <c>repeat</c> that configure a comparison.</summary>
internal sealed class ComparisonOptions
{
    public Option<string?> Baseline { get; } =
        new("--baseline") { Description = "compare with these runs; last:10: the ten runs of the same plan before", HelpName = "RUNS" };

    public Option<string?> Against { get; } =
        new("--against") { Description = "compare with a baseline file, with the last runs of a plan, or with one run", HelpName = "NAME" };

    public Option<string[]> Threshold { get; } =
        new("--threshold")
        {
            Description = "tolerated change, such as 'tick-to-trade.p99=+5%'; repeatable",
            HelpName = "STATISTIC=TOLERANCE",
        };

    public Option<bool> Force { get; } = new("--force") { Description = "include runs that are marked as not comparable" };

    public Option<bool> Markdown { get; } = new("--markdown") { Description = "write the comparison as Markdown" };

    public Option<string?> JUnit { get; } =
        new("--junit") { Description = "also write the comparison as a JUnit report", HelpName = "FILE" };

    /// <summary>Adds all options.</summary>
    public void AddTo(Command command)
    {
        AddQuestionTo(command);
        command.Options.Add(Markdown);
        command.Options.Add(JUnit);
    }

    /// <summary>Adds the options that say what to compare, without those for the output.</summary>
    public void AddQuestionTo(Command command)
    {
        command.Options.Add(Baseline);
        command.Options.Add(Against);
        command.Options.Add(Threshold);
        command.Options.Add(Force);
    }

    public ComparisonWishes Of(ParseResult parsed) =>
        new()
        {
            Baseline = parsed.GetValue(Baseline),
            Against = parsed.GetValue(Against),
            Thresholds = [.. parsed.GetValue(Threshold) ?? []],
            Force = parsed.GetValue(Force),
            Markdown = parsed.GetValue(Markdown),
            JUnit = parsed.GetValue(JUnit),
        };
}

/// <summary>What a command line asks of a comparison: its baseline, its thresholds, its output.</summary>
internal sealed record ComparisonWishes
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
