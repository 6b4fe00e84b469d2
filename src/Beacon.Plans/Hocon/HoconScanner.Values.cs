using System.Text;

namespace Beacon.Plans.Hocon;

/// <summary>The right-hand sides: objects, lists, texts, references, and what may stand side by side.</summary>
internal sealed partial class HoconScanner
{
    /// <summary>One value; false: it rests on something optional that is not there, so that there is no value.</summary>
    private bool Value(string path)
    {
        if (_cursor.Current == '{')
        {
            Object(path);
            return true;
        }

        return new Parts(this, path).Scan();
    }

    private void Object(string path)
    {
        var opened = _cursor.Line;
        _cursor.Take();
        _skeleton.Append("{\n");
        Fields(path, opened);
        _skeleton.Append('}');
    }

    private void List(string path)
    {
        var opened = _cursor.Line;
        var depth = ++_open;
        if (depth > MaximumDepth)
            throw _cursor.Wrong($"objects and lists are nested more than {MaximumDepth} deep");
        _cursor.Take();
        _cursor.TakeLines();
        _skeleton.Append('[');
        for (var isFirst = true; _cursor.Current != ']' || _cursor.AtEnd; Separator(']'))
        {
            if (_cursor.AtEnd)
                throw new HoconSyntaxException(opened, "the [ of this line is never closed; add a ]");
            if (_cursor.Current == '}')
                throw _cursor.Wrong($"this }} stands in the list that line {opened} opened; close the list first with ]");
            if (_cursor.Current == ',')
                throw _cursor.Wrong("a comma stands where a list element was expected; remove it");

            var mark = _skeleton.Length;
            if (!isFirst)
                _skeleton.Append(", ");
            if (Value(path))
                isFirst = false;
            else
                _skeleton.Length = mark;
        }

        _cursor.Take();
        _skeleton.Append(']');
        _open--;
    }

    /// <summary>
    /// Texts, references and lists that stand side by side in one line: texts are joined to a text, with the blanks between them, and lists
    /// to a list.
    /// </summary>
    private sealed class Parts(HoconScanner scanner, string path)
    {
        private readonly HoconCursor _cursor = scanner._cursor;
        private readonly StringBuilder _text = new();
        private string _blanks = "";
        private bool _hasParts;
        private bool _hasText;
        private bool _hasList;
        private bool _isOpen;
        private bool _isQuoted;
        private bool _isUnknown;

        /// <summary>Scans them to the end of the value; false: there is none.</summary>
        public bool Scan()
        {
            var line = _cursor.Line;
            while (!_cursor.AtEndOfValue)
            {
                if (_cursor.Current == '[')
                    AddList();
                else if (_cursor.AtReference)
                    AddReference();
                else
                    AddText();
                _blanks = _cursor.TakeBlanks();
            }

            Close(line);
            return _hasParts;
        }

        private void AddText()
        {
            if (_hasList)
                throw _cursor.Wrong($"{path}: {_cursor.Found} stands right after a list; put a comma or a line end between");

            var isQuoted = _cursor.Current == '"';
            var text = isQuoted ? _cursor.TakeQuoted() : _cursor.TakeWord(isKey: false);
            if (text.Length == 0 && !isQuoted)
                throw Unreadable();
            Append(text, isQuoted);
        }

        private void AddList()
        {
            if (_hasText)
                throw _cursor.Wrong($"{path}: {_cursor.Found} stands right after a text; put a comma or a line end between");

            scanner._skeleton.Append(' ');
            scanner.List(path);
            _hasParts = _hasList = true;
        }

        private void AddReference()
        {
            var line = _cursor.Line;
            var inside = _cursor.TakeReference();
            if (!EnvironmentReferences.IsName(inside))
                throw new HoconSyntaxException(line, $"${{{inside}}} names no variable and no key; write ${{NAME}} or ${{?NAME}}");

            var (meaning, text) = scanner._environment.Resolve(inside);
            if (meaning == ReferenceMeaning.Key)
                AddKey(text, line);
            else if (meaning == ReferenceMeaning.Text)
                Append(text, isQuoted: true);
            else if (meaning == ReferenceMeaning.Missing)
            {
                _isUnknown = true;
                Append("", isQuoted: true);
                scanner._missing.Add(new ScanProblem(line, Missing(text)));
            }
        }

        private void AddKey(string key, int line)
        {
            if (_isOpen || (_hasParts && _blanks.Length > 0))
                Append("", isQuoted: true);
            Close(line);
            scanner._skeleton.Append(" ${").Append(key).Append('}');
            scanner._keys.AddReference(path, key, line);
            _hasParts = true;
        }

        private void Append(string text, bool isQuoted)
        {
            if (_isOpen || _hasParts)
                _text.Append(_blanks);
            _text.Append(text);
            _isQuoted |= isQuoted;
            _isOpen = true;
            _hasText |= text.Length > 0;
        }

        /// <summary>Ends the text that is being joined: it goes into the list of texts, and its index into the skeleton.</summary>
        private void Close(int line)
        {
            if (!_isOpen)
                return;

            var text = _text.ToString();
            scanner._skeleton.Append(' ').Append(scanner._texts.Count);
            scanner._texts.Add(new ScannedText(text == "null" && !_isQuoted ? null : text, line, _isUnknown));
            _text.Clear();
            _isOpen = false;
            _hasParts = true;
        }

        private HoconSyntaxException Unreadable() =>
            _cursor.Current == '{'
                ? _cursor.Wrong($"{path}: an object stands right after another value; put a comma or a line end between")
                : _cursor.Wrong($"{path}: {_cursor.WhyNot()}");

        private static string Missing(string name) =>
            name.Contains('.')
                ? $"${{{name}}}: there is no key {name} in this file, and no environment variable of that name"
                : $"${{{name}}}: the environment variable {name} is not set; set it, or write ${{?{name}}} to do without";
    }
}
