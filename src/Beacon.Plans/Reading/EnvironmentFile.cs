using System.Collections.Immutable;
using System.Text;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>
/// A file of environment variables (<c>env-files</c>): <c>KEY=VALUE</c> in each line. Blank lines and lines that begin with # are passed
/// over; a value is taken as it stands, without the blanks around it and without one pair of quotes.
/// <c>export</c> before a name is passed over.
/// </summary>
internal static class EnvironmentFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Adds the variables of the file that a setting names, or problems.</summary>
    public static void Read(Setting setting, ImmutableSortedDictionary<string, string?>.Builder variables)
    {
        if (setting.AbsolutePath() is not { } path)
            return;

        string[] lines;
        try
        {
            // A character a byte, so that a line which is no UTF-8 can be named.
            var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path));
            lines = bytes.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            setting.Refuse(File.Exists(path) ? $"{path} can't be read: {ExceptionText.Of(exception)}" : $"there is no file {path}");
            return;
        }

        for (var number = 1; number <= lines.Length; number++)
        {
            if (Decoded(lines[number - 1]) is not { } line)
            {
                setting.Refuse($"{path}:{number}: the line is no UTF-8; save the file as UTF-8");
                continue;
            }

            if (line.Length == 0 || line[0] == '#')
                continue;

            if (line.StartsWith("export ", StringComparison.Ordinal) || line.StartsWith("export\t", StringComparison.Ordinal))
                line = line["export".Length..].TrimStart();
            var equals = line.IndexOf('=');
            if (equals > 0)
                variables[line[..equals].TrimEnd()] = Unquoted(line[(equals + 1)..].TrimStart());
            else
                setting.Refuse($"{path}:{number}: the line is no variable; write KEY=VALUE");
        }
    }

    private static string? Decoded(string bytes)
    {
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(bytes)).Trim().TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
