using System.Collections.Immutable;

namespace Beacon.Plans.Hocon;

/// <summary>
/// Reads HOCON as configuration nodes, strictly: an unclosed brace, stray words, <c>+=</c> or a comma too many is a problem with its line,
/// and as many problems are found as possible. References stay in the nodes, and a key that is assigned several times has several fields;
/// <see cref="HoconResolver"/> settles both.
/// </summary>
internal sealed partial class HoconScanner(string text, ConfigSource source, HoconKeys keys, List<ScanProblem> problems)
{
    private const int MaximumDepth = 64;
    private const int MaximumProblems = 20;

    private readonly HoconCursor _cursor = new(text);
    private int _open;

    /// <summary>The root of the file, as far as it can be read.</summary>
    public ConfigObject Scan()
    {
        _cursor.TakeLines();
        if (_cursor.Current != '{')
            return Fields("", 0);

        var opened = _cursor.Line;
        _cursor.Take();
        var root = Fields("", opened);
        _cursor.TakeLines();
        if (!_cursor.AtEnd)
            throw _cursor.Wrong($"{_cursor.Found} stands after the }} that ends the file; remove it, or that }}");
        return root;
    }

    /// <summary>The fields of an object up to its brace.</summary>
    /// <param name="path">The object's path.</param>
    /// <param name="opened">The line of its opening brace; 0: the file's root, without braces.</param>
    private ConfigObject Fields(string path, int opened)
    {
        var fields = ImmutableArray.CreateBuilder<ConfigField>();
        var depth = ++_open;
        if (depth > MaximumDepth)
            throw _cursor.Wrong($"objects and lists are nested more than {MaximumDepth} deep");
        while (true)
        {
            _cursor.TakeLines();
            if (_cursor.AtEnd && opened > 0)
                throw new HoconSyntaxException(opened, "the { of this line is never closed; add a }");
            if (_cursor.AtEnd || (_cursor.Current == '}' && opened > 0))
                break;
            try
            {
                fields.Add(Field(path));
                Separator('}');
            }
            catch (HoconSyntaxException exception) when (problems.Count < MaximumProblems && !_cursor.AtEnd)
            {
                problems.Add(exception.Problem);
                _cursor.Recover(_open - depth);
                _open = depth;
                if (_cursor.Current == ']' || (_cursor.Current == '}' && opened == 0))
                    _cursor.Take();
            }
        }

        if (!_cursor.AtEnd)
            _cursor.Take();
        _open--;
        return new ConfigObject(fields.DrainToImmutable(), new ConfigOrigin(source, path, opened));
    }

    private ConfigField Field(string path)
    {
        if (_cursor.Current is '}' or ']')
            throw _cursor.Wrong($"this {_cursor.Current} closes nothing; remove it, or open what it is to close");
        if (_cursor.Current == ',')
            throw _cursor.Wrong("a comma stands where a key was expected; remove it");

        var line = _cursor.Line;
        var key = Key();
        if (key.Count > MaximumDepth)
            throw _cursor.Wrong($"a key of {key.Count} parts is nested more than {MaximumDepth} deep");
        var full = key.Aggregate(path, HoconText.Join);
        _cursor.TakeBlanks();
        if (_cursor.Current == '+')
            throw _cursor.Wrong($"{full}: += is not supported; write the whole list with =");
        if (_cursor.Current is not ('=' or ':' or '{'))
            throw _cursor.Wrong(
                $"after {full}, {_cursor.Found} was found where = or {{ was expected; write {full} = VALUE, or put # before a comment"
            );
        if (_cursor.Current != '{')
            _cursor.Take();

        // A value may stand in the next line, but a word there is more likely the next key.
        var isNextLine = _cursor.TakeLines();
        if (_cursor.AtEndOfValue || (isNextLine && _cursor.Current is not ('{' or '[' or '"')))
            throw new HoconSyntaxException(line, $"{full} has no value; write {full} = VALUE, or \"\" for an empty text");

        var value = Value(full);
        keys.Add(path, key, value);
        return Nested(key, value);
    }

    // a.b = 1 is a { b = 1 }
    private static ConfigField Nested(List<string> key, ConfigNode value)
    {
        for (var last = key.Count - 1; last > 0; last--)
            value = new ConfigObject([new ConfigField(key[last], value)], value.Origin) { IsImplied = true };
        return new ConfigField(key[0], value);
    }

    private List<string> Key()
    {
        var key = new List<string>();
        while (true)
        {
            var isQuoted = _cursor.Current == '"';
            var segment = isQuoted ? _cursor.TakeQuoted() : _cursor.TakeWord(isKey: true);
            if (segment.Length == 0)
                throw _cursor.Wrong(isQuoted ? "a key is empty; name it" : $"a key was expected; {_cursor.WhyNot()}");
            key.Add(segment);
            if (_cursor.Current != '.')
                break;
            _cursor.Take();
        }

        if (key is ["include"] && _cursor.TakeBlanks().Length > 0 && _cursor.Current is not ('=' or ':' or '{'))
            throw _cursor.Wrong("include is not supported; name several files instead: --config A --config B");
        return key;
    }

    /// <summary>What stands between two fields or elements: a comma, a line end, or both.</summary>
    private void Separator(char end)
    {
        var isApart = _cursor.TakeLines();
        if (_cursor.AtEnd || _cursor.Current == end)
            return;
        if (_cursor.Current == ',')
        {
            _cursor.Take();
            _cursor.TakeLines();
            if (_cursor.Current == ',')
                throw _cursor.Wrong("two commas stand in a row; remove one");
        }
        else if (!isApart)
            throw _cursor.Wrong($"{_cursor.Found} stands right after a value; put a comma or a line end between");
    }
}
