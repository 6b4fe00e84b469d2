using System.Globalization;
using System.Xml;

namespace Beacon.Reports.Exporting;

internal enum JUnitVerdict
{
    Passed,
    Failure,
    Error,
    Skipped,
}

/// <summary>A test case of a JUnit report.</summary>
internal sealed record JUnitCase(string Suite, string Name, JUnitVerdict Verdict = JUnitVerdict.Passed, string Message = "")
{
    public string Kind { get; init; } = "";

    public string Details { get; init; } = "";

    public string Output { get; init; } = "";

    /// <summary>Writes how many cases there are of each verdict, as attributes of the open element.</summary>
    public static void WriteCounts(XmlWriter xml, IReadOnlyCollection<JUnitCase> cases)
    {
        void Count(string name, int number) => xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));
        Count("tests", cases.Count);
        Count("failures", cases.Count(one => one.Verdict == JUnitVerdict.Failure));
        Count("errors", cases.Count(one => one.Verdict == JUnitVerdict.Error));
        Count("skipped", cases.Count(one => one.Verdict == JUnitVerdict.Skipped));
    }

    public void Write(XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlText.Clean(Suite));
        xml.WriteAttributeString("name", XmlText.Clean(Name));
        if (Verdict != JUnitVerdict.Passed)
        {
            xml.WriteStartElement($"{Verdict}".ToLowerInvariant());
            xml.WriteAttributeString("message", XmlText.Clean(Message));
            if (Kind.Length > 0)
                xml.WriteAttributeString("type", Kind);
            if (Details.Length > 0)
                xml.WriteString(XmlText.Clean(Details));
            xml.WriteEndElement();
        }

        if (Output.Length > 0)
            xml.WriteElementString("system-out", XmlText.Clean(Output));
        xml.WriteEndElement();
    }
}
