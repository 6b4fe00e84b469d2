using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// Collects lines until an object or array that starts in the first column is closed. Only brackets outside of strings are counted; the
/// content is not validated.
/// </summary>
internal sealed class JsonText
{
    private const int MaximumCharacters = 8 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isInText;

    /// <summary>Whether an object or array is not closed yet.</summary>
    public bool IsOpen => _text.Length > 0;

    /// <summary>Adds a line; returns the complete text of the object or array that it closes; null: none.</summary>
    public string? Append(string line)
    {
        // Pretty printers indent nested content, so a brace in the first column starts a new object.
        if (line.StartsWith('{') || (!IsOpen && Begins(line.AsSpan().Trim())))
            Clear();
        else if (!IsOpen)
            return null;

        var end = Scan(line);
        _text.Append(line, 0, end < 0 ? line.Length : end).Append('\n');
        if (end < 0 && _text.Length <= MaximumCharacters)
            return null;

        var text = _text.ToString();
        Clear();
        return end < 0 ? null : text;
    }

    public void Clear()
    {
        _text.Clear();
        (_depth, _isInText) = (0, false);
    }

    // The content distinguishes an array from a log line such as "[12:00:01] started".
    private static bool Begins(ReadOnlySpan<char> line) =>
        line.StartsWith("{") || line.SequenceEqual("[") || (line.StartsWith("[") && line[1..].TrimStart().StartsWith("{"));

    /// <summary>The index after the closing bracket; negative: it is not in this line.</summary>
    private int Scan(string line)
    {
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (_isInText)
            {
                if (character == '\\')
                    index++;
                else if (character == '"')
                    _isInText = false;
            }
            else if (character == '"')
                _isInText = true;
            else if (character is '{' or '[')
                _depth++;
            else if (character is '}' or ']' && --_depth <= 0)
                return index + 1;
        }

        // A string ends with its line, so that a stray quote does not swallow the rest of the log.
        _isInText = false;
        return -1;
    }
}
