using static System.FormattableString;

namespace Beacon.Plans.Hocon;

/// <summary>
/// Replaces references by what they refer to, joins the parts of each value, and merges the assignments to each key. A reference to a key
/// stands for the key's final value, wherever in the file that is assigned.
/// </summary>
internal sealed class HoconResolver(ConfigObject root, ConfigSource source, HoconKeys keys, List<ScanProblem> problems)
{
    // What a value can nest through references; more would end the process with a stack overflow.
    private const int MaximumDepth = 512;

    // What references may add to a file, in values and in characters: a few lines that each refer twice to the one before would fill any
    // memory.
    private const int MaximumValues = 50_000;
    private const int MaximumProblems = 20;
    private const int MaximumCharacters = 4 * 1024 * 1024;

    // The references that are being followed, the outermost first.
    private readonly List<ConfigReference> _followed = [];

    // A file may have as many references as keys.
    private readonly Dictionary<ConfigObject, ILookup<string, ConfigNode>> _fields = new(ReferenceEqualityComparer.Instance);

    private bool _hasCycle;
    private int _values;
    private long _characters;

    /// <summary>The file as configuration nodes.</summary>
    /// <exception cref="HoconSyntaxException">A value is nested too deep.</exception>
    public ConfigObject? Resolve() => Resolve([root], "", 0) as ConfigObject;

    /// <summary>The value of a key from all that was assigned to it, in order; null: it has none.</summary>
    private ConfigNode? Resolve(IEnumerable<ConfigNode> assigned, string path, int depth)
    {
        var final = Final(assigned);
        if (final.Count == 0)
            return null;
        if (_followed.Count > 0 && ++_values > MaximumValues)
            throw TooLarge(Invariant($"{MaximumValues:N0} values"));
        if (depth > MaximumDepth)
            throw new HoconSyntaxException(final[0].Origin.Line, $"{path} is nested more than {MaximumDepth} deep");
        if (final is [ConfigJoin join])
            return Resolve(join, path, depth);

        var fields = FieldsOf(final)
            .GroupBy(field => field.Key, field => field.Value)
            .Select(field => (field.Key, Value: Resolve(field, HoconText.Join(path, field.Key), depth + 1)))
            .Where(field => field.Value is not null)
            .Select(field => new ConfigField(field.Key, field.Value!));
        var last = final.FindLast(value => value is ConfigObject { IsImplied: false }) ?? final[0];
        return new ConfigObject([.. fields], new ConfigOrigin(source, path, last.Origin.Line));
    }

    // A later value replaces an earlier one, but objects merge; one that comes to nothing changes nothing.
    private List<ConfigNode> Final(IEnumerable<ConfigNode> assigned)
    {
        var final = new List<ConfigNode>();
        ConfigNode? reference = null;
        ConfigNode? fields = null;
        foreach (var value in assigned.Where(value => !keys.IsNothing(value)))
        {
            if (value is not ConfigObject || final is [not ConfigObject])
                final.Clear();
            final.Add(value);
            fields ??= value as ConfigObject;
            if (value is ConfigJoin join && join.Parts.Any(part => IsKey(part.Value)))
                reference ??= value;
        }

        if (fields is not null && reference is not null)
            Refuse(
                reference,
                $"{reference.Origin.Path} is a reference here and an object in line {fields.Origin.Line}, which can't be joined; "
                    + "write its fields out, or put what components share in beacon.component-defaults"
            );
        return final;
    }

    private IEnumerable<ConfigField> FieldsOf(IEnumerable<ConfigNode> final) =>
        final.OfType<ConfigObject>().SelectMany(group => group.Fields).Where(field => !keys.IsNothing(field.Value));

    private ConfigNode? Resolve(ConfigJoin join, string path, int depth)
    {
        var origin = new ConfigOrigin(source, path, join.Origin.Line);
        var joined = new JoinedValue(origin);
        foreach (var part in join.Parts)
        {
            if (part.Value is ConfigReference reference)
                Add(reference, part.Blanks, path, joined, depth);
            else if (part.Value is ConfigText text)
                joined.Add(part.Blanks, join.Parts.Length == 1 && !part.IsQuoted && text.Text == "null" ? null : text.Text);
            else if (joined.HasText)
                Refuse(part.Value, $"{join.Origin.Path}: a list stands right after a text; put a comma or a line end between");
            else if (part.Value is ConfigList list)
                joined.Add(
                    "",
                    new ConfigList([.. list.Items.Select(item => Resolve([item], path, depth + 1)).OfType<ConfigNode>()], origin)
                );
        }

        return joined.End();
    }

    private void Add(ConfigReference reference, string blanks, string path, JoinedValue joined, int depth)
    {
        var meaning = keys.MeaningOf(reference);
        if (meaning == ReferenceMeaning.Variable)
        {
            Count(keys.Variable(reference.Name), reference);
            joined.Add(blanks, keys.Variable(reference.Name));
        }
        else if (meaning == ReferenceMeaning.Missing)
            joined.Add(blanks, "", isUnknown: true);
        else if (meaning == ReferenceMeaning.Key && Follow(reference, path, depth + 1) is { } value)
        {
            Count((value as ConfigText)?.Text, reference);
            joined.Add(blanks, value);
        }
    }

    /// <summary>What a reference to a key stands for; null: nothing, and if that is wrong, the problems say so.</summary>
    private ConfigNode? Follow(ConfigReference reference, string path, int depth)
    {
        var from = reference.Origin.Path;
        if (_followed.FindIndex(other => other.Origin.Path == from) is >= 0 and var first)
        {
            var cycle = string.Join(" → ", _followed.Skip(first).Select(step => step.Origin.Path).Append(from));
            if (!_hasCycle)
                Refuse(_followed[first], $"{from} refers to itself: {cycle}; write the value out");
            _hasCycle = true;
            return null;
        }

        if (Find(reference) is not { } found)
            return null;
        if (found.Count == 0 && !reference.IsOptional && problems.Count < MaximumProblems)
            Refuse(reference, keys.NoSuchKey(reference.Name));
        _followed.Add(reference);
        var value = Resolve(found, path, depth);
        _followed.RemoveAt(_followed.Count - 1);
        return value;
    }

    /// <summary>What was assigned to the key that a reference names; null: the way there leads through another reference.</summary>
    private List<ConfigNode>? Find(ConfigReference reference)
    {
        List<ConfigNode> found = [root];
        foreach (var segment in reference.Name.Split('.'))
        {
            if (found is [ConfigJoin through] && through.Parts.Any(part => IsKey(part.Value)))
            {
                Refuse(
                    reference,
                    $"${{{reference.Name}}} leads through {through.Origin.Path}, which is a reference itself; "
                        + "refer to the key where the value is written"
                );
                return null;
            }

            found = Final(found.OfType<ConfigObject>().SelectMany(group => FieldsNamed(group, segment)));
        }

        return found;
    }

    private void Count(string? text, ConfigReference reference)
    {
        _characters += text?.Length ?? 0;
        if (_characters > MaximumCharacters)
            throw TooLarge(Invariant($"{MaximumCharacters:N0} characters"), reference);
    }

    private HoconSyntaxException TooLarge(string limit, ConfigReference? reference = null)
    {
        var first = _followed.Count > 0 ? _followed[0] : reference!;
        return new HoconSyntaxException(
            first.Origin.Line,
            $"{first.Describe()} and the other references of this file add more than {limit}; "
                + "write fewer references to keys that refer to others"
        );
    }

    private IEnumerable<ConfigNode> FieldsNamed(ConfigObject group, string key)
    {
        if (!_fields.TryGetValue(group, out var fields))
            _fields[group] = fields = group.Fields.ToLookup(field => field.Key, field => field.Value);
        return fields[key];
    }

    private bool IsKey(ConfigNode part) => part is ConfigReference reference && keys.MeaningOf(reference) == ReferenceMeaning.Key;

    private void Refuse(ConfigNode place, string message) => problems.Add(new ScanProblem(place.Origin.Line, message));
}
