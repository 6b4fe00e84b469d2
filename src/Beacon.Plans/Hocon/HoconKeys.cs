namespace Beacon.Plans.Hocon;

/// <summary>What <c>${NAME}</c> outside of quotes stands for.</summary>
internal enum ReferenceMeaning
{
    /// <summary>The text of an environment variable.</summary>
    Variable,

    /// <summary>Another key of the same file.</summary>
    Key,

    /// <summary>Nothing: the reference is optional, and neither key nor variable exists.</summary>
    Nothing,

    /// <summary>Nothing, though the reference is required.</summary>
    Missing,
}

/// <summary>
/// The keys of one file, and the references between them. Decides which references mean a key and which an environment variable, and refuses
/// those that can't be resolved, such as a value that refers to itself.
/// </summary>
/// <param name="environment">The environment variables.</param>
internal sealed class HoconKeys(IReadOnlyDictionary<string, string> environment)
{
    // Beyond this many optional references in a row, a value counts as one that is there; a longer chain is refused when it is resolved.
    private const int MaximumChain = 64;

    private readonly List<Assignment> _assignments = [];
    private readonly Dictionary<string, List<ConfigNode>> _values = [];
    private readonly HashSet<string> _followed = [];
    private readonly HashSet<string> _withOwnValue = [];
    private readonly Dictionary<string, int> _lines = [];
    private readonly Dictionary<string, int> _objects = [];
    private readonly List<(string From, ConfigReference Reference)> _all = [];
    private readonly List<Link> _links = [];

    private sealed record Assignment(string Path, IReadOnlyList<string> Key, ConfigNode Value, int Line);

    private sealed record Link(string From, string To, int Line);

    /// <summary>The required references that neither a key nor a variable answers.</summary>
    public IEnumerable<ScanProblem> Missing =>
        _all.Where(entry => MeaningOf(entry.Reference) == ReferenceMeaning.Missing)
            .Select(entry => new ScanProblem(entry.Reference.Origin.Line, MissingMessage(entry.Reference.Name)));

    /// <summary>The line in which a key was last assigned; 0: never.</summary>
    public int LineOf(string path) => _lines.GetValueOrDefault(path);

    /// <summary>Records an assignment to a key below a path. All but the key's last segment are objects.</summary>
    public void Add(string path, IReadOnlyList<string> key, ConfigNode value, int line)
    {
        _assignments.Add(new Assignment(path, key, value, line));
        foreach (var segment in key)
        {
            path = HoconText.Join(path, segment);
            if (HasOwnValue(value))
                _withOwnValue.Add(path);
        }

        if (!_values.TryAdd(path, [value]))
            _values[path].Add(value);
    }

    /// <summary>Records a reference in the value of a key.</summary>
    public void AddReference(string from, ConfigReference reference) => _all.Add((from, reference));

    /// <summary>What a reference means, once all keys were added.</summary>
    /// <remarks>
    /// A name whose first segment is a key at the file's root means that key. A root key that consists of references alone hides no
    /// variable, so that <c>PORT = ${?PORT}</c> reads the variable.
    /// </remarks>
    public ReferenceMeaning MeaningOf(ConfigReference reference) =>
        _withOwnValue.Contains(reference.Name.Split('.')[0])
            ? reference.IsOptional && ComesToNothing(reference.Name)
                ? ReferenceMeaning.Nothing
                : ReferenceMeaning.Key
            : environment.ContainsKey(reference.Name)
                ? ReferenceMeaning.Variable
                : reference.IsOptional
                    ? ReferenceMeaning.Nothing
                    : ReferenceMeaning.Missing;

    /// <summary>The value of an environment variable that exists.</summary>
    public string Variable(string name) => environment[name];

    /// <summary>Whether a value consists of optional references that come to nothing: then its key has no value.</summary>
    public bool IsNothing(ConfigNode value) =>
        value switch
        {
            ConfigJoin join => join.Parts.All(part =>
                part.Value is ConfigReference reference && MeaningOf(reference) == ReferenceMeaning.Nothing
            ),
            ConfigObject { IsImplied: true, Fields: [var only] } => IsNothing(only.Value),
            _ => false,
        };

    /// <summary>What to tell about a reference to a key that does not exist.</summary>
    public ScanProblem NoSuchKey(string name, int line) =>
        new(line, $"${{{name}}}: there is no key {name} in this file{Nearest.Suggestion(name, _lines.Keys.Where(key => key != name))}");

    /// <summary>Ends the adding, and checks the references between keys. Returns what is wrong with them.</summary>
    public IEnumerable<ScanProblem> Settle()
    {
        foreach (var (path, key, value, line) in _assignments)
            if (!IsNothing(value))
                Settle(path, key, line, value is ConfigObject);
        _links.AddRange(
            _all.Where(entry => MeaningOf(entry.Reference) == ReferenceMeaning.Key)
                .Select(entry => new Link(entry.From, entry.Reference.Name, entry.Reference.Origin.Line))
        );
        return _links.SelectMany(Check).Concat(FindCycle() is { } cycle ? [Cycle(cycle)] : []);
    }

    private bool ComesToNothing(string name)
    {
        if (_withOwnValue.Contains(name) || _followed.Count > MaximumChain)
            return false;
        if (!_followed.Add(name))
            return true;
        var isNothing = _values.GetValueOrDefault(name, []).TrueForAll(IsNothing);
        _followed.Remove(name);
        return isNothing;
    }

    private static bool HasOwnValue(ConfigNode value) =>
        value is not ConfigJoin join || join.Parts.Any(part => part.Value is not ConfigReference);

    private void Settle(string path, IReadOnlyList<string> key, int line, bool isObject)
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

    private IEnumerable<ScanProblem> Check(Link link)
    {
        if (_links.Find(other => Lies(link.To, below: other.From)) is { } through)
            yield return new ScanProblem(
                link.Line,
                $"${{{link.To}}} leads through {through.From}, which is a reference itself; refer to the key where the value is written"
            );
        else if (!_lines.ContainsKey(link.To))
            yield return NoSuchKey(link.To, link.Line);

        if (_objects.TryGetValue(link.From, out var line))
            yield return new ScanProblem(
                link.Line,
                $"{link.From} is a reference here and an object in line {line}, which can't be joined; "
                    + "write its fields out, or put what components share in beacon.component-defaults"
            );
    }

    private static ScanProblem Cycle(List<Link> cycle) =>
        new(
            cycle[0].Line,
            $"{cycle[0].From} refers to itself: {string.Join(" → ", cycle.Select(step => step.From).Append(cycle[0].From))}; write the value out"
        );

    private List<Link>? FindCycle()
    {
        var finished = new HashSet<Link>();
        foreach (var start in _links)
        {
            // Along the path and never twice into the same reference; an explicit stack, since a file may chain very many.
            var path = new List<(Link Step, Queue<Link> Next)> { (start, After(start)) };
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
    private Queue<Link> After(Link link) =>
        new(_links.Where(other => other.From == link.To || Lies(other.From, below: link.To) || Lies(link.To, below: other.From)));

    private static bool Lies(string path, string below) =>
        path.Length > below.Length && path[below.Length] == '.' && path.StartsWith(below, StringComparison.Ordinal);

    private static string MissingMessage(string name) =>
        name.Contains('.')
            ? $"${{{name}}}: there is no key {name} in this file, and no environment variable of that name"
            : $"${{{name}}}: the environment variable {name} is not set; set it, or write ${{?{name}}} to do without";
}
