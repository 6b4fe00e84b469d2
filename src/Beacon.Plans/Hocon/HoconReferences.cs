namespace Beacon.Plans.Hocon;

/// <summary>
/// The keys of one file and the references <c>${key}</c> between them. Akka's parser resolves those; what it would get wrong, or would not
/// survive (a value that refers to itself ends in a stack overflow, which nothing can catch), is refused here before it sees the text.
/// </summary>
internal sealed class HoconReferences
{
    private readonly Dictionary<string, int> _lines = [];
    private readonly Dictionary<string, int> _objects = [];
    private readonly List<Reference> _references = [];

    private sealed record Reference(string From, string To, int Line);

    /// <summary>The line in which a key was last said; 0: nobody said it.</summary>
    public int LineOf(string path) => _lines.GetValueOrDefault(path);

    /// <summary>Whether somebody said this key.</summary>
    public bool HasKey(string path) => _lines.ContainsKey(path);

    /// <summary>A name whose first word is a key at the file's root means that key, not an environment variable.</summary>
    public bool HasRootOf(string name) => _lines.ContainsKey(name.Split('.')[0]);

    /// <summary>How many keys there are.</summary>
    public int Count => _lines.Count;

    /// <summary>A key was said below a path; what lies above its last word is an object.</summary>
    public void Add(string path, IReadOnlyList<string> key, int line, bool isObject)
    {
        foreach (var segment in key)
        {
            if (path.Length > 0)
                _objects.TryAdd(path, line);
            path = HoconText.Join(path, segment);
            _lines.TryAdd(path, line);
        }

        _lines[path] = line;
        if (isObject)
            _objects.TryAdd(path, line);
    }

    /// <summary>A value refers to a key.</summary>
    public void AddReference(string from, string to, int line) => _references.Add(new Reference(from, to, line));

    /// <summary>What is wrong with the references: where, and why.</summary>
    public IEnumerable<ScanProblem> Check()
    {
        foreach (var reference in _references)
        {
            if (_references.FindIndex(other => Lies(reference.To, below: other.From)) is >= 0 and var through)
                yield return new ScanProblem(
                    reference.Line,
                    $"${{{reference.To}}} leads through {_references[through].From}, which is a reference itself; "
                        + "refer to the key where the value is written"
                );
            else if (!HasKey(reference.To))
                yield return new ScanProblem(
                    reference.Line,
                    $"${{{reference.To}}}: there is no key {reference.To} in this file{Nearest.Suggestion(reference.To, _lines.Keys)}"
                );

            if (_objects.TryGetValue(reference.From, out var line))
                yield return new ScanProblem(
                    reference.Line,
                    $"{reference.From} is a reference here and an object in line {line}, which can't be joined; "
                        + "write its fields out, or put what components share in beacon.component-defaults"
                );
        }

        if (FindCycle() is { } cycle)
            yield return new ScanProblem(
                cycle[0].Line,
                $"{cycle[0].From} refers to itself: {string.Join(" → ", cycle.Select(step => step.From).Append(cycle[0].From))}; write the value out"
            );
    }

    private List<Reference>? FindCycle()
    {
        var finished = new HashSet<Reference>();
        foreach (var start in _references)
        {
            // Along the path and never twice into the same reference; an explicit stack, for a file may chain very many.
            var path = new List<(Reference Step, Queue<Reference> Next)> { (start, After(start)) };
            while (path.Count > 0)
            {
                var (step, next) = path[^1];
                if (next.Count == 0)
                {
                    finished.Add(step);
                    path.RemoveAt(path.Count - 1);
                }
                else if (next.Dequeue() is var candidate && !finished.Contains(candidate))
                {
                    if (path.FindIndex(entry => entry.Step == candidate) is >= 0 and var first)
                        return [.. path.Skip(first).Select(entry => entry.Step)];
                    path.Add((candidate, After(candidate)));
                }
            }
        }

        return null;
    }

    /// <summary>The references within the value that one leads to.</summary>
    private Queue<Reference> After(Reference reference) =>
        new(
            _references.Where(other =>
                other.From == reference.To || Lies(other.From, below: reference.To) || Lies(reference.To, below: other.From)
            )
        );

    private static bool Lies(string path, string below) =>
        path.Length > below.Length && path[below.Length] == '.' && path.StartsWith(below, StringComparison.Ordinal);
}
