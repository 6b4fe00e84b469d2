using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>A record of comma-separated values: RFC 4180, section 2.</summary>
internal static class CsvRecord
{
    /// <summary>
    /// The fields, without blanks around those that are not quoted; null: a quoted field is not closed, so that the record goes on in the
    /// next line. A quote within a field that does not begin with one is a character like any other.
    /// </summary>
    public static IReadOnlyList<string>? Split(string text, char separator)
    {
        var fields = new List<string>();
        for (var index = 0; ; index++)
        {
            var start = index;
            while (start < text.Length && text[start] != separator && char.IsWhiteSpace(text[start]))
                start++;
            if (start < text.Length && text[start] == '"')
            {
                if (Quoted(text, start) is not var (field, end))
                    return null;
                fields.Add(field);
                index = Next(text, end, separator);
            }
            else
            {
                index = Next(text, index, separator);
                fields.Add(text[Math.Min(start, index)..index].TrimEnd());
            }

            if (index >= text.Length)
                return fields;
        }
    }

    private static int Next(string text, int index, char separator) =>
        text.IndexOf(separator, index) is >= 0 and var next ? next : text.Length;

    private static (string Field, int End)? Quoted(string text, int quote)
    {
        var field = new StringBuilder();
        for (var index = quote + 1; index < text.Length; index++)
        {
            if (text[index] != '"')
                field.Append(text[index]);
            else if (index + 1 < text.Length && text[index + 1] == '"')
                field.Append(text[index++]);
            else
                return ($"{field}", index + 1);
        }

        return null;
    }
}
