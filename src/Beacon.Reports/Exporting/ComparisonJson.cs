using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Records.Comparing;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>A comparison for programs: the event <c>comparison</c>, on one line.</summary>
internal static class ComparisonJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a comparison as JSON.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Write(Comparison comparison)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, comparison);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("event", "comparison");
        json.WriteString("verdict", comparison.Regressions.Any() ? "regression" : "no_regression");
        json.WriteString("summary", ComparisonText.Headline(comparison));
        json.WriteString("next", ComparisonText.Next(comparison));
        json.WriteBoolean("forced", comparison.IsForced);
        json.WriteNumber("confidence", 1 - (2 * comparison.Level));
        WriteSide(json, "baseline", comparison.Baseline);
        WriteSide(json, "candidate", comparison.Candidate);
        json.WriteStartArray("differences");
        foreach (var difference in comparison.Differences)
            WriteDifference(json, difference);
        json.WriteEndArray();
        json.WriteStartArray("unusedThresholds");
        foreach (var rule in comparison.UnusedRules)
            json.WriteStringValue($"{rule}");
        json.WriteEndArray();
        json.WriteStartArray("statistics");
        foreach (var statistic in comparison.Statistics)
            WriteStatistic(json, statistic);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ComparedSide side)
    {
        json.WriteStartObject(name);
        json.WriteString("name", side.Name);
        json.WriteStartArray("runs");
        foreach (var run in side.Runs)
            json.WriteStringValue(run.Id);
        json.WriteEndArray();
        json.WriteStartArray("leftOut");
        foreach (var run in side.LeftOut)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Id);
            json.WriteStartArray("reasons");
            foreach (var reason in run.NotComparable)
                json.WriteStringValue(reason);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, TraitDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("what", difference.Trait);
        json.WriteStartArray("baseline");
        foreach (var value in difference.Baseline)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteStartArray("candidate");
        foreach (var value in difference.Candidate)
            json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStatistic(Utf8JsonWriter json, StatisticComparison told)
    {
        json.WriteStartObject();
        json.WriteString("statistic", told.Key.Path);
        json.WriteString("component", told.Key.Component);
        json.WriteString("group", told.Key.Group);
        json.WriteString("name", told.Key.Name);
        json.WriteString("unit", told.Unit);
        json.WriteString("verdict", JsonValues.NameOf(told.Verdict));
        json.WriteBoolean("decides", told.IsJudged);
        json.WriteString("better", JsonValues.NameOf(told.Better));
        json.WriteString("tolerance", told.Tolerance.ToString());
        WriteNumber(json, "tolerated", told.Margin);
        WriteSample(json, "baseline", told.Baseline);
        WriteSample(json, "candidate", told.Candidate);
        WriteNumber(json, "difference", told.Difference);
        WriteNumber(json, "low", told.Low);
        WriteNumber(json, "high", told.High);
        WriteNumber(json, "differenceShare", told.ShareOf(told.Difference));
        json.WriteString("reason", told.Reason.Length == 0 ? null : told.Reason);
        WriteNumber(json, "runsNeeded", told.RunsNeeded ?? double.NaN);
        json.WriteStartArray("setAside");
        foreach (var value in told.SetAside)
            json.WriteStringValue(value.Run);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter json, string name, Sample sample)
    {
        json.WriteStartObject(name);
        WriteNumber(json, "median", sample.Median);
        WriteNumber(json, "spread", sample.Spread);
        json.WriteStartArray("values");
        foreach (var value in sample.Values)
            json.WriteNumberValue(value.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // JSON has no form for what is no number.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
