using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Console;

/// <summary>Words as a person would type them in a POSIX shell.</summary>
internal static class ShellText
{
    private const string Plain = "_-+=:,./@%{}";

    /// <summary>A command line that can be seen: each word in single quotes where a shell would change it.</summary>
    public static string Of(IEnumerable<string> words) => $"{new UntrustedText(string.Join(' ', words.Select(Quoted)))}";

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || Plain.Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
