using System.Globalization;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Reads samples in the Prometheus text exposition format, version 0.0.4, and the identical part of OpenMetrics.</summary>
/// <remarks>
/// The name of a series is that of its metric with its labels in alphabetical order: <c>requests_total{code="200",method="get"}</c>. The
/// series of a histogram or summary, according to <c># TYPE</c>, form a group. The unit is the metric's suffix: <c>_seconds</c>,
/// <c>_bytes</c> and the like; counts and buckets have none. Timestamps and exemplars are skipped.
/// </remarks>
internal sealed class PrometheusText(StatisticsTally tally, BlockMarker? marker) : StatisticsReport(tally, marker)
{
    private static readonly string[] SeriesSuffixes = ["_bucket", "_count", "_sum"];

    private readonly HashSet<string> _families = [];

    protected override void ReadContent(string line)
    {
        var content = line.AsSpan().Trim();
        if (content.StartsWith("#"))
            ReadType(line.Trim());
        else if (PrometheusSample.Read(line.Trim()) is { } sample)
            Add(sample);
    }

    private void ReadType(string line)
    {
        if (
            line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["#", "TYPE", var family, "histogram" or "summary"]
            && _families.Count < StatisticsTally.MaximumStatistics
        )
        {
            _families.Add(family);
        }
    }

    private void Add(PrometheusSample sample)
    {
        var metric = sample.Metric;
        if (metric.Length > StatisticsTally.MaximumNameLength || !TryRead(sample.Value, out var value))
            return;

        var suffix = SeriesSuffixes.FirstOrDefault(end => metric.EndsWith(end, StringComparison.Ordinal)) ?? "";
        var family = metric[..^suffix.Length];
        var isInFamily = _families.Contains(family);
        var unit = isInFamily && suffix is "_bucket" or "_count" ? "" : UnitOfName.Of(isInFamily || suffix == "_sum" ? family : metric);
        Tally.Add(isInFamily ? family : "", metric + Labels(sample), value with { Unit = unit });
    }

    private static string Labels(PrometheusSample sample) =>
        sample.Labels.Count == 0 ? "" : $"{{{string.Join(',', sample.Labels.Order(StringComparer.Ordinal))}}}";

    private static bool TryRead(string text, out StatisticValue value)
    {
        if (StatisticValue.TryParseNotFinite(text, out value))
            return true;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        value = new StatisticValue(number, "", text);
        return isNumber;
    }
}
