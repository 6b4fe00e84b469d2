using System.Collections.Immutable;

namespace Beacon.Plans.Hocon;

/// <summary>The right-hand sides: objects, lists, texts, references, and what may stand side by side.</summary>
internal sealed partial class HoconScanner
{
    private ConfigNode Value(string path) => _cursor.Current == '{' ? Object(path) : Parts(path);

    private ConfigObject Object(string path)
    {
        var opened = _cursor.Line;
        _cursor.Take();
        return Fields(path, opened);
    }

    private ConfigList List(string path)
    {
        var opened = _cursor.Line;
        var depth = ++_open;
        if (depth > MaximumDepth)
            throw _cursor.Wrong($"objects and lists are nested more than {MaximumDepth} deep");
        _cursor.Take();
        _cursor.TakeLines();
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        for (; _cursor.Current != ']' || _cursor.AtEnd; Separator(']'))
        {
            if (_cursor.AtEnd)
                throw new HoconSyntaxException(opened, "the [ of this line is never closed; add a ]");
            if (_cursor.Current == '}')
                throw _cursor.Wrong($"this }} stands in the list that line {opened} opened; close the list first with ]");
            if (_cursor.Current == ',')
                throw _cursor.Wrong("a comma stands where a list element was expected; remove it");
            items.Add(Value(path));
        }

        _cursor.Take();
        _open--;
        return new ConfigList(items.DrainToImmutable(), new ConfigOrigin(source, path, opened));
    }

    private ConfigJoin Parts(string path)
    {
        var origin = new ConfigOrigin(source, path, _cursor.Line);
        var parts = ImmutableArray.CreateBuilder<JoinedPart>();
        var (hasList, hasText) = (false, false);
        for (var blanks = ""; !_cursor.AtEndOfValue; blanks = _cursor.TakeBlanks())
        {
            var part =
                _cursor.Current == '[' ? ListPart(path, blanks, hasText)
                : _cursor.AtReference ? new JoinedPart(Reference(path), blanks)
                : TextPart(path, blanks, hasList);
            hasList |= part.Value is ConfigList;
            hasText |= part.Value is ConfigText { Text.Length: > 0 };
            parts.Add(part);
        }

        return new ConfigJoin(parts.DrainToImmutable(), origin);
    }

    private JoinedPart TextPart(string path, string blanks, bool isAfterList)
    {
        if (isAfterList)
            throw _cursor.Wrong($"{path}: {_cursor.Found} stands right after a list; put a comma or a line end between");

        var origin = new ConfigOrigin(source, path, _cursor.Line);
        var isQuoted = _cursor.Current == '"';
        var text = isQuoted ? _cursor.TakeQuoted() : _cursor.TakeWord(isKey: false);
        if (text.Length == 0 && !isQuoted)
            throw _cursor.Wrong(
                _cursor.Current == '{'
                    ? $"{path}: an object stands right after another value; put a comma or a line end between"
                    : $"{path}: {_cursor.WhyNot()}"
            );
        return new JoinedPart(new ConfigText(text, origin), blanks, isQuoted);
    }

    private JoinedPart ListPart(string path, string blanks, bool isAfterText)
    {
        if (isAfterText)
            throw _cursor.Wrong($"{path}: {_cursor.Found} stands right after a text; put a comma or a line end between");
        return new JoinedPart(List(path), blanks);
    }

    private ConfigReference Reference(string path)
    {
        var line = _cursor.Line;
        var inside = _cursor.TakeReference();
        var isOptional = inside.StartsWith('?');
        var name = isOptional ? inside[1..].Trim() : inside;
        if (!ConfigReference.IsName(name))
            throw new HoconSyntaxException(line, $"${{{inside}}} names no variable and no key; write ${{NAME}} or ${{?NAME}}");

        var reference = new ConfigReference(name, isOptional, new ConfigOrigin(source, path, line));
        keys.Add(reference);
        return reference;
    }
}
