using System.Globalization;
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
        var judged = comparison.Statistics.Where(statistic => statistic.IsDecisive).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Clean($"beacon: {comparison.Candidate.Name} with {comparison.Baseline.Name}"));
        WriteCount(xml, "tests", judged.Count);
        WriteCount(xml, "failures", comparison.Regressions.Count());
        WriteCount(xml, "errors", 0);
        WriteCount(xml, "skipped", judged.Count(statistic => statistic.Verdict == ComparisonVerdict.NoVerdict));
        foreach (var compared in judged)
            WriteTest(xml, compared);
        xml.WriteElementString(
            "system-out",
            XmlText.Clean(string.Join('\n', ComparisonText.Remarks(comparison).Append(ComparisonText.Headline(comparison))))
        );
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTest(XmlWriter xml, StatisticComparison compared)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlText.Clean(compared.Key.Component));
        xml.WriteAttributeString("name", XmlText.Clean(compared.Key.Path));
        if (compared.Verdict is ComparisonVerdict.Regression or ComparisonVerdict.NoVerdict)
        {
            xml.WriteStartElement(compared.Verdict == ComparisonVerdict.Regression ? "failure" : "skipped");
            xml.WriteAttributeString(
                "message",
                XmlText.Clean(
                    $"{compared.Key.Path}: {ComparisonText.Difference(compared, compared.Difference)}, {ComparisonText.Verdict(compared)}"
                )
            );
            if (compared.Verdict == ComparisonVerdict.Regression)
                xml.WriteString(XmlText.Clean(Details(compared)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Details(StatisticComparison compared) =>
        $"baseline {ComparisonText.Value(compared, compared.Baseline.Median)} {ComparisonText.Spread(compared.Baseline)}, "
        + $"candidate {ComparisonText.Value(compared, compared.Candidate.Median)}; "
        + $"confidence interval of the difference {ComparisonText.Interval(compared)}";

    private static void WriteCount(XmlWriter xml, string name, int count) =>
        xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
}
