using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Console;

/// <summary>A comparison as Markdown (GitHub's dialect), for a comment on a change.</summary>
internal static class ComparisonMarkdown
{
    public static void Write(TextWriter output, Comparison comparison)
    {
        output.WriteLine($"### {(comparison.Regressions.Any() ? "❌" : "✅")} {Text(ComparisonText.Headline(comparison))}");
        output.WriteLine();
        output.WriteLine(
            $"{Text(comparison.Candidate.Name)} ({comparison.Candidate.Runs.Length} runs) with the baseline {Text(comparison.Baseline.Name)} ({comparison.Baseline.Runs.Length} runs)"
        );
        output.WriteLine();
        foreach (var remark in ComparisonText.Remarks(comparison))
            output.WriteLine($"- ⚠ {Text(remark)}");
        if (ComparisonText.Remarks(comparison).Any())
            output.WriteLine();
        output.WriteLine("| statistic | baseline | spread | now | difference | between | verdict |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---|");
        foreach (var told in comparison.Statistics)
            output.WriteLine(
                $"| {Text(told.Key.Path)} | {Text(ComparisonText.Value(told, told.Baseline.Median))} | {Text(ComparisonText.Spread(told.Baseline))} "
                    + $"| {Text(ComparisonText.Value(told, told.Candidate.Median))} | {Text(ComparisonText.Difference(told, told.Difference))} | {Text(ComparisonText.Interval(told))} "
                    + $"| {(told.Verdict == ComparisonVerdict.Regression ? $"**{Text(ComparisonText.Verdict(told))}**" : Text(ComparisonText.Verdict(told)))} |"
            );
        if (ComparisonText.Next(comparison) is not { } next)
            return;
        output.WriteLine();
        output.WriteLine($"Next: {Text(next)}");
    }

    // What would be markup, or end a cell, is said as it is.
    private static string Text(string text) =>
        string.Concat(
            text.Select(character =>
                character is '|' or '*' or '_' or '`' or '<' or '[' or ']' or '\\' or '#' or '~' ? $"\\{character}"
                : character is '\n' or '\r' ? " "
                : $"{character}"
            )
        );
}
