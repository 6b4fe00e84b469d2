namespace Beacon.Plans.Hocon;

/// <summary>
/// What <c>${NAME}</c> outside of quotes stands for: an environment variable, another key of the same file, nothing if it is optional and
/// neither has a value, or a value that is missing.
/// </summary>
internal enum ReferenceMeaning
{
    Variable,
    Key,
    Nothing,
    Missing,
}

/// <summary>The keys of one file: decides which references mean a key, and which an environment variable.</summary>
internal sealed class HoconKeys(IReadOnlyDictionary<string, string> environment)
{
    // Beyond this many optional references in a row, a value counts as one that is there; resolving it will tell.
    private const int MaximumChain = 64;

    private readonly Dictionary<string, List<ConfigNode>> _values = [];
    private readonly HashSet<string> _withOwnValue = [];
    private readonly HashSet<string> _followed = [];
    private readonly List<ConfigReference> _references = [];

    /// <summary>The required references that neither a key nor a variable answers.</summary>
    public IEnumerable<ScanProblem> Missing =>
        _references
            .Where(reference => MeaningOf(reference) == ReferenceMeaning.Missing)
            .Select(reference => new ScanProblem(reference.Origin.Line, MissingMessage(reference.Name)));

    /// <summary>Records an assignment to a key below a path. All but the key's last segment are objects.</summary>
    public void Add(string path, IReadOnlyList<string> key, ConfigNode value)
    {
        var hasOwnValue = value is not ConfigJoin join || join.Parts.Any(part => part.Value is not ConfigReference);
        foreach (var segment in key)
        {
            path = HoconText.Join(path, segment);
            _values.TryAdd(path, []);
            if (hasOwnValue)
                _withOwnValue.Add(path);
        }

        _values[path].Add(value);
    }

    public void Add(ConfigReference reference) => _references.Add(reference);

    /// <summary>What a reference means, once all keys were added.</summary>
    /// <remarks>
    /// A name whose first segment is a key at the file's root means that key. A root key that consists of references alone hides no
    /// variable, so that <c>PORT = ${?PORT}</c> reads the variable.
    /// </remarks>
    public ReferenceMeaning MeaningOf(ConfigReference reference) =>
        _withOwnValue.Contains(reference.Name.Split('.')[0])
            ? reference.IsOptional && (IsOwnKey(reference) || ComesToNothing(reference.Name))
                ? ReferenceMeaning.Nothing
                : ReferenceMeaning.Key
            : environment.ContainsKey(reference.Name)
                ? ReferenceMeaning.Variable
                : reference.IsOptional
                    ? ReferenceMeaning.Nothing
                    : ReferenceMeaning.Missing;

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
    public string NoSuchKey(string name) =>
        $"${{{name}}}: there is no key {name} in this file{Nearest.Suggestion(name, _values.Keys.Where(key => key != name))}";

    // In a value that consists of references alone, an optional one to the value's own key stands for nothing.
    private bool IsOwnKey(ConfigReference reference) => reference.Name == reference.Origin.Path && !_withOwnValue.Contains(reference.Name);

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

    private static string MissingMessage(string name) =>
        name.Contains('.')
            ? $"${{{name}}}: there is no key {name} in this file, and no environment variable of that name"
            : $"${{{name}}}: the environment variable {name} is not set; set it, or write ${{?{name}}} to do without";
}
