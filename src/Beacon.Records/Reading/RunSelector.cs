using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Reading;

/// <summary>Finds record folders by a selector (<see cref="RunRecord.Find"/>).</summary>
internal static class RunSelector
{
    private const string Last = "last";
    private const int NearestShown = 3;

    /// <summary>Finds the records of a selector: absolute paths, the earliest run first.</summary>
    public static ImmutableArray<string> Select(string selector, string results)
    {
        if (selector == Last || selector.StartsWith("last~", StringComparison.Ordinal))
            return [Before(selector, results)];
        if (selector.StartsWith("last:", StringComparison.Ordinal))
            return [.. Latest(selector, results).Reverse()];
        if (selector.StartsWith(RunLabel.Selector, StringComparison.Ordinal))
            return Labelled(selector[RunLabel.Selector.Length..], results);
        return [selector.Contains('/') ? AtPath(selector) : ByName(selector, results)];
    }

    /// <summary>Finds the single record of a selector: an absolute path.</summary>
    public static string SelectOne(string selector, string results) =>
        Select(selector, results) is [var one]
            ? one
            : throw new NoSuchRunException($"\"{selector}\" selects several runs, but one is expected; use {Last} or an id");

    private static string Before(string selector, string results)
    {
        var back = selector == Last ? 0 : NumberIn(selector, from: 0, $"how many runs to go back from the last one, such as {Last}~2");
        var records = RunRecords.LatestFirst(results).Take(back + 1).ToList();
        if (records.Count == back + 1)
            return records[^1];
        throw records.Count == 0
            ? NoneIn(results)
            : new NoSuchRunException(
                $"there is no run {selector}: {results} has {records.Count} record{(records.Count == 1 ? "" : "s")}, "
                    + $"and {Last}~{records.Count - 1} is the earliest"
            );
    }

    private static IEnumerable<string> Latest(string selector, string results)
    {
        var count = NumberIn(selector, from: 1, $"how many of the last runs, such as {Last}:3");
        var records = RunRecords.LatestFirst(results).Take(count).ToList();
        return records.Count > 0 ? records : throw NoneIn(results);
    }

    // A warm-up has the label of the runs that it is for, and is not meant with them.
    private static ImmutableArray<string> Labelled(string label, string results)
    {
        var all = RunRecords
            .LatestFirst(results)
            .AsParallel()
            .AsOrdered()
            .Select(folder => (Folder: folder, Label: LabelOf(folder)))
            .ToList();
        var labelled = all.Where(record => record.Label == label).Select(record => record.Folder).Reverse().ToImmutableArray();
        if (!labelled.IsEmpty)
            return labelled;
        var known = all.Select(record => record.Label).OfType<string>().Distinct().Select(RunLabel.Shown).ToList();
        throw all.Count == 0
            ? NoneIn(results)
            : new NoSuchRunException(
                $"no run in {results} has the label \"{RunLabel.Shown(label)}\"{Nearest.Suggestion(label, known)}",
                SelectorFault.UnknownLabel
            );
    }

    private static string? LabelOf(string folder) =>
        RecordReader.TryRead(folder, out _)?.Result is { IsWarmup: false } run ? run.Label : null;

    private static int NumberIn(string selector, int from, string expected) =>
        int.TryParse(selector.AsSpan(Last.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= from
        && number < int.MaxValue
            ? number
            : throw new NoSuchRunException($"\"{selector}\": {expected} is expected, a whole number from {from}");

    private static string AtPath(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(folder) && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target)
            folder = target.FullName;
        if (RecordReader.IsRecord(folder))
            return folder;
        throw new NoSuchRunException(
            Directory.Exists(folder)
                ? $"{path} is not a run record: it has neither run.json nor events.ndjson of a run"
                : $"there is no run record {path} (looked for {folder})"
        );
    }

    private static string ByName(string name, string results)
    {
        var exact = Path.Combine(results, name);
        if (name.Length > 0 && RecordReader.IsRecord(exact))
            return Path.GetFullPath(exact);

        var records = RunRecords.LatestFirst(results).ToList();
        var matches = records
            .Where(record => name.Length > 0 && Path.GetFileName(record).StartsWith(name, StringComparison.Ordinal))
            .ToList();
        if (matches.Count == 1)
            return matches[0];
        if (matches.Count > 1)
            throw new NoSuchRunException(
                $"\"{name}\" is ambiguous: {matches.Count} ids begin with it, {Several(matches)}; add more characters"
            );
        if (name is not ("" or "." or "..") && RecordReader.IsRecord(Path.GetFullPath(name)))
            return Path.GetFullPath(name);
        throw records.Count == 0 ? NoneIn(results) : Unknown(name, results, records);
    }

    private static NoSuchRunException NoneIn(string results) => new($"there are no run records in {results}", SelectorFault.NoRecords);

    private static NoSuchRunException Unknown(string name, string results, IReadOnlyList<string> records)
    {
        if (Nearest.To(name, [Last]) is not null)
            return new($"there is no run \"{name}\"{Nearest.Suggestion(name, [Last])}");
        var nearest = records.OrderByDescending(record => SharedWith(Path.GetFileName(record), name)).Take(NearestShown).ToList();
        return new(
            $"there is no run \"{name}\" in {results}; the nearest {(nearest.Count == 1 ? "is" : "are")} {Several(nearest)}",
            SelectorFault.UnknownId
        );
    }

    private static int SharedWith(string id, string name) => id.AsSpan().CommonPrefixLength(name);

    private static string Several(IReadOnlyList<string> records) =>
        string.Join(", ", records.Take(NearestShown).Select(Path.GetFileName)) + (records.Count > NearestShown ? " …" : "");
}
