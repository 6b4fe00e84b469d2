using System.Text.RegularExpressions;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary><c>${NAME}</c> within quotes, which HOCON does not replace.</summary>
internal static partial class QuotedReference
{
    /// <summary>What is to be said of the first one in a text, with the right spelling; null: there is none.</summary>
    public static string? In(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal) || Pattern().Match(text) is not { Success: true } match)
            return null;
        var (before, after) = (text[..match.Index], text[(match.Index + match.Length)..]);
        return $"{match.Value} stands in quotes and is passed on as it is; for the value of the variable write "
            + $"{Quoted(before)}{match.Value}{Quoted(after)}";
    }

    private static string Quoted(string part) => part.Length == 0 ? "" : HoconText.Quote(part);

    [GeneratedRegex(@"\$\{\??[A-Za-z_][A-Za-z0-9_]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
