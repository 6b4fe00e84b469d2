namespace Beacon.Plans.Hocon;

/// <summary>
/// Replaces references by what they refer to, joins the parts of each value, and merges the assignments to each key. A reference to a key
/// stands for the key's final value, wherever in the file that is assigned.
/// </summary>
/// <param name="source">The file's name and folder.</param>
/// <param name="keys">The keys of the file, without cycles.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class HoconResolver(ConfigSource source, HoconKeys keys, List<ScanProblem> problems)
{
    // What a value can nest through references; more would end the process with a stack overflow.
    private const int MaximumDepth = 512;

    private ConfigObject _root = null!;

    /// <summary>The file as configuration nodes; null: it can't be resolved, and the problems say why.</summary>
    /// <param name="root">What the scanner has read.</param>
    public ConfigObject? Resolve(ConfigObject root)
    {
        _root = root;
        try
        {
            return (ConfigObject?)Resolve([root], "", 0);
        }
        catch (HoconSyntaxException problem)
        {
            problems.Add(new ScanProblem(problem.Line, problem.Message));
            return null;
        }
    }

    /// <summary>The value of a key; null: it has none.</summary>
    /// <param name="assigned">All that was assigned to the key, in order.</param>
    /// <param name="path">The path that the value is for.</param>
    /// <param name="depth">How deep the value is nested.</param>
    private ConfigNode? Resolve(IEnumerable<ConfigNode> assigned, string path, int depth)
    {
        if (depth > MaximumDepth)
            throw new HoconSyntaxException(keys.LineOf(path), $"{path} is nested more than {MaximumDepth} deep");

        var final = Final(assigned);
        return final switch
        {
            [] => null,
            [ConfigJoin join] => Resolve(join, path, depth),
            _ => new ConfigObject(
                [
                    .. FieldsOf(final)
                        .GroupBy(field => field.Key, field => field.Value)
                        .Select(field => (field.Key, Value: Resolve(field, HoconText.Join(path, field.Key), depth + 1)))
                        .Where(field => field.Value is not null)
                        .Select(field => new ConfigField(field.Key, field.Value!)),
                ],
                OriginOf(path)
            ),
        };
    }

    // A later value replaces an earlier one, but objects merge; one that comes to nothing changes nothing.
    private List<ConfigNode> Final(IEnumerable<ConfigNode> assigned)
    {
        var final = new List<ConfigNode>();
        foreach (var value in assigned.Where(value => !keys.IsNothing(value)))
        {
            if (value is not ConfigObject || final is [not ConfigObject])
                final.Clear();
            final.Add(value);
        }

        return final;
    }

    private IEnumerable<ConfigField> FieldsOf(List<ConfigNode> final) =>
        final.OfType<ConfigObject>().SelectMany(group => group.Fields).Where(field => !keys.IsNothing(field.Value));

    /// <summary>All that was assigned to the key of that name.</summary>
    private IEnumerable<ConfigNode> Find(string name) =>
        name.Split('.')
            .Aggregate(
                (IEnumerable<ConfigNode>)[_root],
                (found, segment) => FieldsOf(Final(found)).Where(field => field.Key == segment).Select(field => field.Value)
            );

    private ConfigNode? Resolve(ConfigJoin join, string path, int depth)
    {
        var joined = new JoinedValue(new ConfigOrigin(source, path, join.Origin.Line));
        foreach (var part in join.Parts)
        {
            if (part.Value is ConfigReference reference)
                Resolve(reference, part, joined, depth);
            else if (part.Value is ConfigList list)
            {
                if (joined.HasText && part.NotAfterText is { } refusal)
                    throw new HoconSyntaxException(part.Value.Origin.Line, refusal);
                joined.Add(
                    new ConfigList([.. list.Items.Select(item => Resolve([item], path, depth + 1)).OfType<ConfigNode>()], OriginOf(path))
                );
            }
            else if (part.Value is ConfigText text)
                joined.Append(part.Blanks, text.Text!, part.IsQuoted);
        }

        return joined.End();
    }

    private void Resolve(ConfigReference reference, JoinedPart part, JoinedValue joined, int depth)
    {
        switch (keys.MeaningOf(reference))
        {
            case ReferenceMeaning.Variable:
                joined.Append(part.Blanks, keys.Variable(reference.Name), isQuoted: true);
                break;
            case ReferenceMeaning.Missing:
                joined.AppendUnknown(part.Blanks);
                break;
            case ReferenceMeaning.Key:
                if (Resolve(Find(reference.Name), joined.Origin.Path, depth + 1) is { } value)
                    joined.Add(part.Blanks, value);
                else if (!reference.IsOptional)
                    problems.Add(keys.NoSuchKey(reference.Name, reference.Origin.Line));
                break;
        }
    }

    private ConfigOrigin OriginOf(string path) => new(source, path, keys.LineOf(path));
}
