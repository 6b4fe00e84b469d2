using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads <c>key=value</c> lines, as in logfmt (<c>level=info msg="all done" orders=128 latency.p99=4.6us rate="1.2 MB/s"</c>), with or
/// without words between the pairs, or with spaces around the sign (<c>Mean = 4.621 µs, N = 15</c>).
/// </summary>
/// <remarks>
/// Numbers are statistics; other values and the fields of loggers (pid, level, times) are skipped. The group is the part of a key before
/// its last dot that is followed by a letter (<c>latency.p99</c>, but <c>p99.9</c> has none). Otherwise it is the text with a colon before
/// the first pair: <c>clat (usec): min=3, max=22</c>, whose unit applies to values without a unit.
/// </remarks>
internal sealed partial class KeyValueLines(string component, BlockMarker? marker) : StatisticsReport(component, marker)
{
    // Counts, which do not have the unit of the group: "clat (usec): min=3, samples=128".
    private static readonly string[] Counts = ["samples", "count", "n", "N"];

    protected override void ReadContent(string line)
    {
        if (!line.Contains('='))
            return;
        var content = Frame.Strip(line);
        var head = Head().Match(content);
        var (group, unit) =
            head.Success && StatisticLine.CouldBeName(head.Groups["group"].Value)
                ? UnitOfName.TakeFrom(head.Groups["group"].Value.TrimEnd())
                : ("", "");
        if (SpacedSign().IsMatch(content))
        {
            foreach (var part in Separator().Split(head.Success ? content[head.Length..] : content))
                if (SpacedPair().Match(part) is { Success: true } pair)
                    Add(group, unit, pair.Groups["key"].Value, pair.Groups["value"].Value);
        }
        else
        {
            foreach (Match pair in Pair().Matches(content))
            {
                var text = pair.Groups["quoted"].Success ? pair.Groups["quoted"].Value : pair.Groups["bare"].Value.TrimEnd(',', ';');
                Add(group, unit, pair.Groups["key"].Value, text);
            }
        }
    }

    private void Add(string group, string unit, string key, string text)
    {
        if (!StatisticLine.CouldBeName(key))
            return;
        if (!StatisticValue.TryParse(text, out var value) && !StatisticValue.TryParseNotFinite(text, out value))
            return;
        if (LoggerFields.Include(key, value))
            return;

        var dot = LastDot().Match(key);
        var (inner, name) = dot.Success ? (key[..dot.Index], key[(dot.Index + 1)..]) : (group, key);
        value = UnitOfName.Given(value, name);
        Tally.Add(inner, name, value.Unit.Length == 0 && !Counts.Contains(name) ? value with { Unit = unit } : value);
    }

    // "clat (usec): " before the first pair. A space follows the colon, unlike in "12:00:01 ".
    [GeneratedRegex("""^(?<group>[^=":]*\p{L}[^=":]*):\s+(?=[^=]+=)""", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"[^\s=!<>]\s+=\s+[^\s=]", RegexOptions.CultureInvariant)]
    private static partial Regex SpacedSign();

    [GeneratedRegex(@"[,;]\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^[\s#\[({]*(?<key>[^=]*[^\s=])\s*=\s*(?<value>[^=\]]+?(?:\[[^\]]*\])?)\]?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SpacedPair();

    [GeneratedRegex(
        """(?<![^\s,;({\[|])(?<key>[\p{L}_@%][\p{L}\p{Nd}_.\-/%@]*)=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>[^\s"]+))""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pair();

    [GeneratedRegex(@"\.(?=\p{L}[^.]*$)", RegexOptions.CultureInvariant)]
    private static partial Regex LastDot();
}
