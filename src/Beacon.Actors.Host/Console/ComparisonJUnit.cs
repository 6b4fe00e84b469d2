using System.Globalization;
using System.Xml;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// A comparison as a JUnit report, which every CI shows: a test for each statistic that decides. A regression is a failure; what has no
/// verdict is skipped, with the reason.
/// </summary>
internal static class ComparisonJUnit
{
    public static void Write(string path, Comparison comparison)
    {
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, CheckCharacters = false });
        var judged = comparison.Statistics.Where(statistic => statistic.IsJudged).ToList();
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean($"beacon: {comparison.Candidate.Name} with {comparison.Baseline.Name}"));
        WriteCount(xml, "tests", judged.Count);
        WriteCount(xml, "failures", comparison.Regressions.Count());
        WriteCount(xml, "errors", 0);
        WriteCount(xml, "skipped", judged.Count(statistic => statistic.Verdict == ComparisonVerdict.NoVerdict));
        foreach (var told in judged)
            WriteTest(xml, told);
        xml.WriteElementString(
            "system-out",
            Clean(string.Join('\n', ComparisonText.Remarks(comparison).Append(ComparisonText.Headline(comparison))))
        );
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTest(XmlWriter xml, StatisticComparison told)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(told.Key.Component));
        xml.WriteAttributeString("name", Clean(told.Key.Path));
        if (told.Verdict is ComparisonVerdict.Regression or ComparisonVerdict.NoVerdict)
        {
            xml.WriteStartElement(told.Verdict == ComparisonVerdict.Regression ? "failure" : "skipped");
            xml.WriteAttributeString(
                "message",
                Clean($"{told.Key.Path}: {ComparisonText.Difference(told, told.Difference)}, {ComparisonText.Verdict(told)}")
            );
            if (told.Verdict == ComparisonVerdict.Regression)
                xml.WriteString(Clean(Details(told)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Details(StatisticComparison told) =>
        $"baseline {ComparisonText.Value(told, told.Baseline.Median)} {ComparisonText.Spread(told.Baseline)}, now {ComparisonText.Value(told, told.Candidate.Median)}; "
        + $"the difference lies between {ComparisonText.Interval(told)}";

    private static void WriteCount(XmlWriter xml, string name, int count) =>
        xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    // XML 1.0 has no form for control characters, not even an escaped one.
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
