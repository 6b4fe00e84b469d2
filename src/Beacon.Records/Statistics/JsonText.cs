using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>
/// Gathers lines until an object or array that begins at a line's beginning is closed. Does not judge what is between: only brackets
/// outside of texts count.
/// </summary>
internal sealed class JsonText
{
    private const int MaximumCharacters = 8 * 1024 * 1024;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isInText;

    /// <summary>Whether something was begun and is not closed.</summary>
    public bool IsOpen => _text.Length > 0;

    /// <summary>Adds a line; returns what it closes, from beginning to end; null: nothing.</summary>
    public string? Append(string line)
    {
        // Pretty printers set in whatever lies within: what stands at the line's beginning begins anew.
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

    // An array is told from a line such as "[12:00:01] started" by what it holds.
    private static bool Begins(ReadOnlySpan<char> line) =>
        line.StartsWith("{") || line.SequenceEqual("[") || (line.StartsWith("[") && line[1..].TrimStart().StartsWith("{"));

    /// <summary>Where it is closed; below zero: not in this line.</summary>
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

        // A text ends with its line, whatever it holds: else one stray quote would swallow the rest of the log.
        _isInText = false;
        return -1;
    }
}
