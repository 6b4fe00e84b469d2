using Beacon.Records.Comparing;

namespace Beacon.Reports.Exporting;

/// <summary>Writes a comparison as GitHub Markdown for a comment on a pull request.</summary>
public static class ComparisonMarkdown
{
    /// <summary>Writes the comparison, and the next step with the command names of the advice.</summary>
    public static void Write(TextWriter output, Comparison comparison, ComparisonAdvice advice)
    {
        var mark =
            comparison.Regressions.Any() ? "❌"
            : ComparisonText.HasVerdict(comparison) ? "✅"
            : "❔";
        output.WriteLine($"### {mark} {Text(ComparisonText.Headline(comparison))}");
        output.WriteLine();
        output.WriteLine(
            $"{Text(comparison.Candidate.Name)} ({Runs(comparison.Candidate)}) "
                + $"with the baseline {Text(comparison.Baseline.Name)} ({Runs(comparison.Baseline)})"
        );
        output.WriteLine();
        if (ComparisonText.SingleRun(comparison) is { } alone)
            output.WriteLine($"{Text(alone)}\n");
        var remarks = ComparisonText.Remarks(comparison).ToList();
        foreach (var remark in remarks)
            output.WriteLine($"- ⚠ {Text(remark)}");
        if (remarks.Count > 0)
            output.WriteLine();
        output.WriteLine("| statistic | baseline | spread | candidate | difference | interval | verdict |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---|");
        foreach (var compared in ComparisonText.InOrder(comparison).Where(compared => compared.IsWorthListing))
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

    private static string Runs(ComparedSide side) => $"{side.Runs.Length} run{(side.Runs.Length == 1 ? "" : "s")}";

    private static string Text(string text) => MarkdownText.Escape(text);
}
