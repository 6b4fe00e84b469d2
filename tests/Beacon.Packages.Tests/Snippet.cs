using System.Text.RegularExpressions;

namespace Beacon.Packages.Tests;

/// <summary>A part of a file in tests/Consumers, from <c>// snippet: NAME</c> to <c>// end</c>, or with # instead of //.</summary>
internal sealed partial record Snippet(string File, string Name)
{
    public static Snippet? Named(string line) =>
        Mark().Match(line) is { Success: true } mark ? new Snippet(mark.Groups["file"].Value, mark.Groups["name"].Value) : null;

    /// <summary>The lines of the snippet, without their common indentation.</summary>
    public IReadOnlyList<string> Lines()
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Folder, "tests/Consumers", File)).ToList();
        var first = lines.FindIndex(line => line.Trim() == $"// snippet: {Name}" || line.Trim() == $"# snippet: {Name}") + 1;
        if (first == 0)
            throw new KeyNotFoundException($"{File} has no line \"// snippet: {Name}\"");
        var last = lines.FindIndex(first, line => line.Trim() is "// end" or "# end");
        var snippet = lines[first..last];
        var indentation = snippet.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return [.. snippet.Select(line => line.Length > 0 ? line[indentation..] : line)];
    }

    [GeneratedRegex("^<!-- snippet: (?<file>[^ ]+) (?<name>[^ ]+) -->$")]
    private static partial Regex Mark();
}
