using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

/// <summary>
/// Text on the pages has a contrast of at least 4.5 in light mode, in dark mode and on paper (Web Content Accessibility Guidelines 2.2,
/// 1.4.3).
/// </summary>
public partial class ContrastSpecs
{
    private const double Least = 4.5;

    private static readonly IReadOnlyList<Dictionary<string, double>> Themes =
    [
        .. Root()
            .Matches(Style())
            .Select(root =>
                Colour()
                    .Matches(root.Value)
                    .ToDictionary(colour => colour.Groups["name"].Value, colour => Luminance(colour.Groups["value"].Value))
            ),
    ];

    [Theory]
    [InlineData("ink")]
    [InlineData("soft")]
    [InlineData("faint")]
    [InlineData("good")]
    [InlineData("bad")]
    [InlineData("warn")]
    [InlineData("accent")]
    public void Text_contrasts_with_its_background(string text)
    {
        Assert.Equal(3, Themes.Count);
        foreach (var theme in Themes)
        foreach (var behind in new[] { "ground", "card" })
            Assert.InRange(Contrast(Of(theme, text), Of(theme, behind)), Least, 21);
    }

    // Paper uses the light mode for all colours that it does not set.
    private static double Of(Dictionary<string, double> theme, string name) => theme.TryGetValue(name, out var own) ? own : Themes[0][name];

    private static double Contrast(double one, double other) => (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);

    // Relative luminance, as the guidelines define it.
    private static double Luminance(string colour)
    {
        var digits = colour.Length == 3 ? string.Concat(colour.Select(digit => $"{digit}{digit}")) : colour;
        double Channel(int index)
        {
            var part = int.Parse(digits.AsSpan(2 * index, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(0)) + (0.7152 * Channel(1)) + (0.0722 * Channel(2));
    }

    private static string Style()
    {
        using var resource = typeof(RunReport).Assembly.GetManifestResourceStream("Beacon.Reports.report.css")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--(?<name>[a-z0-9]+): #(?<value>[0-9a-f]{6}|[0-9a-f]{3});")]
    private static partial Regex Colour();
}
