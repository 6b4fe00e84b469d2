using System.Text.Json;
using Beacon.Records.Comparing;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>Writes a comparison as the JSON event <c>comparison</c>, on one line.</summary>
public static class ComparisonJson
{
    /// <summary>Writes a comparison as JSON.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="advice">The names of the recommended commands.</param>
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
        json.WriteString("next", ComparisonText.Next(comparison, advice));
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
        json.WriteStartArray("setAside");
        foreach (var value in compared.SetAside)
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

    // JSON can't express NaN and infinity.
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
