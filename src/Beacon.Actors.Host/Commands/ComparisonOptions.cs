using System.CommandLine;

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

    public ComparisonRequest Of(ParseResult parsed) =>
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
