using System.Text.Json;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>Writes a comparison as the JSON event <c>comparison</c>, on one line.</summary>
public static class ComparisonJson
{
    /// <summary>Writes a comparison as JSON, with the command names of the advice.</summary>
    public static string Write(Comparison comparison, ComparisonAdvice advice)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonValues.OneLine))
            Write(json, comparison, advice);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, Comparison comparison, ComparisonAdvice advice)
    {
        json.WriteStartObject();
        json.WriteString("event", "comparison");
        json.WriteString("verdict", comparison.Regressions.Any() ? "regression" : "no_regression");
        json.WriteString("summary", ComparisonText.Headline(comparison));
        if (ComparisonText.SingleRun(comparison) is { } alone)
            json.WriteString("singleRun", alone);
        json.WriteString("next", ComparisonText.Next(comparison, advice));
        json.WriteBoolean("forced", comparison.IsForced);
        json.WriteNumber("confidence", 1 - (2 * comparison.Level));
        WriteSide(json, "baseline", comparison.Baseline);
        WriteSide(json, "candidate", comparison.Candidate);
        WriteList(json, "differences", comparison.Differences, WriteDifference);
        WriteTexts(json, "unusedThresholds", comparison.UnusedRules.Select(rule => $"{rule}"));
        WriteList(json, "statistics", comparison.Statistics, WriteStatistic);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ComparedSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("name", side.Name);
        WriteTexts(json, "runs", side.Runs.Select(run => run.Id));
        WriteList(json, "leftOut", side.LeftOut, WriteLeftOut);
        json.WriteEndObject();
    }

    private static void WriteLeftOut(Utf8JsonWriter json, RunResult run)
    {
        json.WriteStartObject();
        json.WriteString("run", run.Id);
        WriteTexts(json, "reasons", run.NotComparable);
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, TraitDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("what", difference.Trait);
        WriteTexts(json, "baseline", difference.Baseline);
        WriteTexts(json, "candidate", difference.Candidate);
        json.WriteEndObject();
    }

    private static void WriteStatistic(Utf8JsonWriter json, StatisticComparison compared)
    {
        json.WriteStartObject();
        json.WriteString("statistic", compared.Key.Path);
        json.WriteString("component", compared.Key.Component);
        json.WriteString("group", compared.Key.Group);
        json.WriteString("name", compared.Key.Name);
        json.WriteString("unit", compared.Unit);
        json.WriteString("verdict", JsonValues.NameOf(compared.Verdict));
        json.WriteBoolean("decides", compared.IsDecisive);
        json.WriteString("better", JsonValues.NameOf(compared.Better));
        json.WriteString("tolerance", compared.Tolerance.ToString());
        WriteNumber(json, "tolerated", compared.Margin);
        WriteSample(json, "baseline", compared.Baseline);
        WriteSample(json, "candidate", compared.Candidate);
        WriteNumber(json, "difference", compared.Difference);
        WriteNumber(json, "low", compared.Low);
        WriteNumber(json, "high", compared.High);
        WriteNumber(json, "differenceShare", compared.ShareOf(compared.Difference));
        json.WriteString("reason", compared.Reason.Length == 0 ? null : compared.Reason);
        WriteNumber(json, "runsNeeded", compared.RunsNeeded ?? double.NaN);
        WriteTexts(json, "setAside", compared.SetAside.Select(value => value.Run));
        json.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter json, string name, Sample sample)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "median", sample.Median);
        WriteNumber(json, "spread", sample.Spread);
        WriteList(json, "values", sample.Values, static (numbers, value) => numbers.WriteNumberValue(value.Value));
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts) =>
        WriteList(json, name, texts, static (list, text) => list.WriteStringValue(text));

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    // JSON can't express NaN and infinity.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
