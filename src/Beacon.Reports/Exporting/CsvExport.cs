using System.Globalization;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Measuring;
using Beacon.Records.Statistics;

namespace Beacon.Reports.Exporting;

/// <summary>Writes the statistics of runs, and what was measured, as CSV (RFC 4180): a heading and a row for each.</summary>
public static class CsvExport
{
    private const string LineEnd = "\r\n";

    private static readonly string[] Heading =
    [
        "run",
        "name",
        "outcome",
        "startedAt",
        "component",
        "group",
        "statistic",
        "value",
        "unit",
        "text",
        "normalizedValue",
        "normalizedUnit",
        "partial",
    ];

    private const string Label = "label";

    /// <summary>Writes the runs.</summary>
    public static void Write(IReadOnlyList<RunResult> runs, TextWriter output)
    {
        // Readers by position know the first columns.
        var isLabelled = runs.Any(run => run.Label is not null);
        WriteRow(output, isLabelled ? [.. Heading, Label] : Heading);
        foreach (var run in runs)
        foreach (var statistic in run.Statistics.Concat(MeasuredStatistics.Of(run)))
            WriteRow(
                output,
                isLabelled ? [.. Row(run, statistic), run.Label is { } label ? RunLabel.Shown(label) : ""] : Row(run, statistic)
            );
    }

    private static string[] Row(RunResult run, Statistic statistic) =>
        [
            run.Id,
            run.Name,
            JsonValues.NameOf(run.Outcome),
            JsonValues.Instant(run.StartedAt),
            statistic.Component,
            $"{statistic.Group}",
            $"{statistic.Name}",
            double.IsFinite(statistic.Value) ? Number(statistic.Value) : "",
            statistic.Unit,
            $"{statistic.Text}",
            statistic.Normalized is { } normalized ? Number(normalized.Value) : "",
            statistic.Normalized?.Unit ?? "",
            statistic.IsPartial ? "true" : "false",
        ];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void WriteRow(TextWriter output, string[] cells)
    {
        output.Write(string.Join(',', cells.Select(CsvText.Cell)));
        output.Write(LineEnd);
    }
}
