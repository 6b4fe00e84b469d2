using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>Reads the lines that patterns match (<see cref="LinePattern"/>): the first match of each pattern in each line.</summary>
internal sealed class PatternLines(StatisticsTally tally, BlockMarker? marker, ImmutableArray<LinePattern> patterns)
    : StatisticsReport(tally, marker)
{
    private readonly ImmutableArray<PatternReader> _readers = [.. patterns.Select(pattern => new PatternReader(pattern))];
    private string _heading = "";
    private string? _noNumber;
    private bool _hasMatched;

    public override string? Gap =>
        _readers.FirstOrDefault(reader => reader.Matcher.IsGivenUp) is { } slow
            ? $"the pattern \"{slow.Matcher.Pattern}\" was given up, since lines took it too long; simplify it"
            : null;

    public override string? WhyNone =>
        _noNumber
        ?? (
            _hasMatched ? "only headings match"
            : patterns.Length == 1 ? $"the pattern \"{patterns[0].Pattern}\" matches no line"
            : $"none of the {patterns.Length} patterns matches a line"
        );

    protected override void Begin(string line)
    {
        base.Begin(line);
        (_heading, _noNumber, _hasMatched) = ("", null, false);
    }

    protected override void ReadContent(string line)
    {
        foreach (var reader in _readers)
            if (reader.Matcher.Match(line) is { } match)
                Read(reader, match);
    }

    private void Read(PatternReader reader, Match match)
    {
        _hasMatched = true;
        var group = reader.GroupOf(match);
        if (reader.IsHeading)
        {
            _heading = group ?? "";
            return;
        }

        var unit = reader.UnitOf(match);
        foreach (var (name, text) in reader.Numbers(match))
        {
            if (PrintedDuration.TryParse(text, out var value) || StatisticValue.TryParseNotFinite(text, out value))
                Tally.Add(group ?? _heading, name, value.Unit.Length > 0 ? value : UnitOfName.Given(value with { Unit = unit }, name));
            else
                _noNumber ??= $"what matches {name} is no number: \"{(text.Length > 40 ? $"{text[..40]}…" : text)}\"";
        }
    }

    /// <summary>A pattern, and what its groups mean.</summary>
    private sealed class PatternReader
    {
        private readonly LinePattern _line;
        private readonly ImmutableArray<string> _numbers;
        private readonly ImmutableArray<string> _mentioned;

        public PatternReader(LinePattern line)
        {
            (_line, Matcher) = (line, new PatternMatcher(line.Pattern));
            var names = line.Pattern.Names.ToList();
            _mentioned = [.. names.Where(line.Mentions)];
            _numbers =
            [
                .. names
                    .Except([LinePattern.GroupGroup, LinePattern.NameGroup, LinePattern.ValueGroup, LinePattern.UnitGroup])
                    .Except(_mentioned),
            ];
            IsHeading = names is [LinePattern.GroupGroup];
        }

        public PatternMatcher Matcher { get; }

        public bool IsHeading { get; }

        public string? GroupOf(Match match) => Filled(_line.Group, match) ?? Captured(LinePattern.GroupGroup, match);

        public string UnitOf(Match match) =>
            StatisticValue.InOneSpelling(Filled(_line.Unit, match) ?? Captured(LinePattern.UnitGroup, match) ?? "");

        public IEnumerable<(string Name, string Text)> Numbers(Match match)
        {
            if (Captured(LinePattern.ValueGroup, match) is { } value)
                yield return (Filled(_line.Name, match) ?? Captured(LinePattern.NameGroup, match) ?? LinePattern.ValueGroup, value);
            foreach (var name in _numbers)
                if (Captured(name, match) is { } text)
                    yield return (name, text);
        }

        private string? Filled(string? text, Match match)
        {
            if (text is null)
                return null;
            foreach (var name in _mentioned)
                text = text.Replace($"{{{name}}}", Captured(name, match) ?? "", StringComparison.Ordinal);
            return text;
        }

        private static string? Captured(string name, Match match) =>
            match.Groups[name] is { Success: true } group ? group.Value.Trim() : null;
    }
}
