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
internal sealed class KeyValueLines(StatisticsTally tally, BlockMarker? marker) : StatisticsReport(tally, marker)
{
    // Counts, which do not have the unit of the group: "clat (usec): min=3, samples=128".
    private static readonly string[] Counts = ["samples", "count", "n", "N"];

    protected override void ReadContent(string line)
    {
        if (!line.Contains('='))
            return;
        var content = Frame.Strip(line);
        var head = PairScanner.Head(content);
        var (group, unit) =
            head is { } found && StatisticLine.CouldBeName(found.Group) ? UnitOfName.TakeFrom(found.Group.TrimEnd()) : ("", "");
        if (PairScanner.HasSpacedSign(content))
        {
            foreach (var part in PairScanner.Parts(content[(head?.Length ?? 0)..]))
                if (PairScanner.Spaced(part) is { } pair)
                    Add(group, unit, pair.Key, pair.Value);
        }
        else
        {
            foreach (var (key, text) in PairScanner.Tight(content))
                Add(group, unit, key, text);
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

        var dot = key.LastIndexOf('.');
        var (inner, name) = dot >= 0 && dot + 1 < key.Length && char.IsLetter(key[dot + 1]) ? (key[..dot], key[(dot + 1)..]) : (group, key);
        value = UnitOfName.Given(value, name);
        Tally.Add(inner, name, value.Unit.Length == 0 && !Counts.Contains(name) ? value with { Unit = unit } : value);
    }
}
