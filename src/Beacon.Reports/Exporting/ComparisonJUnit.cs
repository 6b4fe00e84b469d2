using System.Xml;
using Beacon.Records.Comparing;

namespace Beacon.Reports.Exporting;

/// <summary>
/// Writes a comparison as a JUnit report: each deciding statistic is a test. A regression is a failure; a statistic without a verdict is
/// skipped, with the reason.
/// </summary>
public static class ComparisonJUnit
{
    /// <summary>Writes the file and replaces an existing one.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="comparison">The comparison.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Comparison comparison)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, CheckCharacters = false });
        var cases = comparison.Statistics.Where(statistic => statistic.IsDecisive).Select(CaseOf).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Clean($"beacon: {comparison.Candidate.Name} with {comparison.Baseline.Name}"));
        JUnitCase.WriteCounts(xml, cases);
        foreach (var one in cases)
            one.Write(xml);
        xml.WriteElementString(
            "system-out",
            XmlText.Clean(string.Join('\n', ComparisonText.Remarks(comparison).Append(ComparisonText.Headline(comparison))))
        );
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static JUnitCase CaseOf(StatisticComparison compared)
    {
        var message =
            $"{compared.Key.Path}: {ComparisonText.Difference(compared, compared.Difference)}, {ComparisonText.Verdict(compared)}";
        var one = new JUnitCase(compared.Key.Component, compared.Key.Path);
        return compared.Verdict switch
        {
            ComparisonVerdict.Regression => one with { Verdict = JUnitVerdict.Failure, Message = message, Details = Details(compared) },
            ComparisonVerdict.NoVerdict => one with { Verdict = JUnitVerdict.Skipped, Message = message },
            _ => one,
        };
    }

    private static string Details(StatisticComparison compared) =>
        $"baseline {ComparisonText.Value(compared, compared.Baseline.Median)} {ComparisonText.Spread(compared.Baseline)}, "
        + $"candidate {ComparisonText.Value(compared, compared.Candidate.Median)}; "
        + $"confidence interval of the difference {ComparisonText.Interval(compared)}";
}
