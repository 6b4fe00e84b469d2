using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>Which statistic: what is the same from run to run.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Group">The heading it stands under; empty: none.</param>
/// <param name="Name">Its name, as printed; of several of the same name the later ones are numbered: <c>p99 (2)</c>.</param>
public sealed partial record StatisticKey(string Component, string Group, string Name)
{
    /// <summary>
    /// How a threshold names it: <c>algorithm.tick-to-trade.p99</c>. In lower case, everything but letters, digits, dots, % and + as a
    /// hyphen.
    /// </summary>
    public string Path => string.Join('.', new[] { Component, Group, Name }.Where(part => part.Length > 0).Select(Word));

    /// <summary>Whether a program did not print it as a final statistic: it was measured, or is the last value of a live counter.</summary>
    public bool IsBeside =>
        Group is MeasuredQuantity.OfComponent or MeasuredQuantity.Live || (Group == MeasuredQuantity.OfRun && Component.Length == 0);

    /// <inheritdoc />
    public override string ToString() => Path;

    /// <summary>Shorter names for it than <see cref="Path"/>: without the component, without the group, or without both.</summary>
    public IEnumerable<string> Paths =>
        Group.Length == 0 ? [Path, Word(Name)] : [Path, Word(Name), $"{Word(Group)}.{Word(Name)}", $"{Word(Component)}.{Word(Name)}"];

    /// <summary>A name as it stands in a path.</summary>
    public static string Word(string name) =>
        string.Join('.', name.ToLowerInvariant().Split('.').Select(part => Other().Replace(part, "-").Trim('-')));

    [GeneratedRegex(@"[^\p{L}\p{Nd}%+*]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
