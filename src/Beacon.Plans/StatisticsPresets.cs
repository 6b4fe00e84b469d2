using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>
/// What reads the output of known tools, as data: each preset is a section <c>statistics { … }</c> that a plan can name as its format, or
/// copy and change.
/// </summary>
public static class StatisticsPresets
{
    private const string Prefix = "Beacon.Plans.Presets.";
    private const string Suffix = ".conf";

    /// <summary>Their names, in alphabetical order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(StatisticsPresets)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A preset as HOCON: comments that say how to run the tool, and the section <c>statistics</c>.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static string Text(string name)
    {
        if (!Names.Contains(name))
            throw new ArgumentException(
                $"there is no preset \"{name}\"; presets: {string.Join(", ", Names)}{Nearest.Suggestion(name, Names)}",
                nameof(name)
            );
        using var stream = typeof(StatisticsPresets).Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
