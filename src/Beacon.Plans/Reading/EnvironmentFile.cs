using System.Collections.Immutable;

namespace Beacon.Plans.Reading;

/// <summary>
/// A file of environment variables (<c>env-files</c>): <c>KEY=VALUE</c> in each line. Blank lines and lines that begin with # are passed
/// over; a value is taken as it stands, without the blanks around it and without one pair of quotes.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>Adds the variables of the file that a setting names, or problems.</summary>
    public static void Read(Setting setting, ImmutableSortedDictionary<string, string?>.Builder variables)
    {
        if (setting.AbsolutePath() is not { } path)
            return;

        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            setting.Refuse(File.Exists(path) ? $"{path} can't be read: {exception.Message}" : $"there is no file {path}");
            return;
        }

        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;

            var equals = line.IndexOf('=');
            if (equals > 0)
                variables[line[..equals].TrimEnd()] = Unquoted(line[(equals + 1)..].TrimStart());
            else
                setting.Refuse($"{path}:{number}: the line is no variable; write KEY=VALUE");
        }
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
