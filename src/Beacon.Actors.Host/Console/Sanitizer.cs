using System.Text;
using System.Text.RegularExpressions;

namespace Beacon.Actors.Host.Console;

/// <summary>Makes a line that a program printed harmless for a terminal: no escape sequences, no control characters.</summary>
internal static partial class Sanitizer
{
    public static string Clean(string line)
    {
        var text = EscapeSequence().Replace(line, "");
        if (!text.Any(char.IsControl))
            return text;

        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(
                c == '\t' ? "    "
                : char.IsControl(c) ? "\uFFFD"
                : c.ToString()
            );
        return clean.ToString();
    }

    // ECMA-48: control sequences (CSI), operating system commands (OSC), and two-character escapes.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-Z\\-_])")]
    private static partial Regex EscapeSequence();
}
