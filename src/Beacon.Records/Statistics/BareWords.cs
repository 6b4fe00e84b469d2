using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>Finds the bare NaN and Infinity of Python and others, which are no JSON.</summary>
internal static class BareWords
{
    private static readonly string[] Words = ["NaN", "Infinity"];

    /// <summary>The text with quotes around each that stands where a value does.</summary>
    public static string InQuotes(string text)
    {
        var quoted = new StringBuilder();
        var copied = 0;
        for (var index = 0; (index = text.AsSpan(index).IndexOfAny('N', 'I') is var step and >= 0 ? index + step : -1) >= 0; )
        {
            var word = Array.Find(Words, word => text.AsSpan(index).StartsWith(word));
            var start = index > 0 && text[index - 1] == '-' ? index - 1 : index;
            index += word?.Length ?? 1;
            if (word is null || !IsValue(text.AsSpan(0, start), text.AsSpan(index)))
                continue;
            quoted.Append(text, copied, start - copied).Append('"').Append(text, start, index - start).Append('"');
            copied = index;
        }

        return copied == 0 ? text : quoted.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool IsValue(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        before.TrimEnd() is [.., ':' or '[' or ','] && after.TrimStart() is [',' or '}' or ']', ..];
}
