namespace Beacon.Plans.Schema;

/// <summary>The comments of <c>reference.conf</c>, by the line of the key that they explain.</summary>
/// <param name="reference">Its text.</param>
internal sealed class KeyComments(string reference)
{
    private readonly string[] _lines = reference.Split('\n');

    /// <summary>The comment above a key, and behind it; empty: there is none.</summary>
    /// <param name="line">The key's line, from 1.</param>
    public string Of(int line)
    {
        var first = line - 1;
        while (first > 0 && _lines[first - 1].TrimStart().StartsWith('#'))
            first--;
        var above = string.Join('\n', _lines[first..(line - 1)].Select(text => text.TrimStart().TrimStart('#').TrimEnd()));
        var behind = _lines[line - 1].IndexOf("  # ", StringComparison.Ordinal) is >= 0 and var at ? _lines[line - 1][(at + 4)..] : "";
        return string.Join('\n', new[] { above, behind }.Where(part => part.Length > 0)).Trim();
    }
}
