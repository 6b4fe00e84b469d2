using Beacon.Records.Comparing;

namespace Beacon.Reports.Exporting;

/// <summary>Writes a comparison as GitHub Markdown for a comment on a pull request.</summary>
public static class ComparisonMarkdown
{
    /// <summary>Writes the comparison.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="advice">The names of the recommended commands.</param>
    public static void Write(TextWriter output, Comparison comparison, ComparisonAdvice advice)
    {
        output.WriteLine($"### {(comparison.Regressions.Any() ? "❌" : "✅")} {Text(ComparisonText.Headline(comparison))}");
        output.WriteLine();
        output.WriteLine(
            $"{Text(comparison.Candidate.Name)} ({comparison.Candidate.Runs.Length} runs) "
                + $"with the baseline {Text(comparison.Baseline.Name)} ({comparison.Baseline.Runs.Length} runs)"
        );
        output.WriteLine();
        foreach (var remark in ComparisonText.Remarks(comparison))
            output.WriteLine($"- ⚠ {Text(remark)}");
        if (ComparisonText.Remarks(comparison).Any())
            output.WriteLine();
        output.WriteLine("| statistic | baseline | spread | candidate | difference | interval | verdict |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---|");
        foreach (var compared in comparison.Statistics)
            output.WriteLine(
                $"| {Text(compared.Key.Path)} "
                    + $"| {Text(ComparisonText.Value(compared, compared.Baseline.Median))} "
                    + $"| {Text(ComparisonText.Spread(compared.Baseline))} "
                    + $"| {Text(ComparisonText.Value(compared, compared.Candidate.Median))} "
                    + $"| {Text(ComparisonText.Difference(compared, compared.Difference))} "
                    + $"| {Text(ComparisonText.Interval(compared))} "
                    + (
                        compared.Verdict == ComparisonVerdict.Regression
                            ? $"| **{Text(ComparisonText.Verdict(compared))}** |"
                            : $"| {Text(ComparisonText.Verdict(compared))} |"
                    )
            );
        if (ComparisonText.Next(comparison, advice) is not { } next)
            return;
        output.WriteLine();
        output.WriteLine($"Next: {Text(next)}");
    }

    private static string Text(string text) => MarkdownText.Escape(text);
}
