using System.Globalization;
using System.Text;
using System.Xml;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>
/// Writes runs as JUnit XML for build servers: a run is a test suite, a component is a test case. The component that caused the failure of
/// a run is a failure, a component that never started is skipped. A cause without a component is an error of a case named <c>run</c>.
/// </summary>
public static class JUnitExport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        Encoding = new UTF8Encoding(false),
        NewLineChars = "\n",
    };

    /// <summary>Writes the runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="output">The destination; the XML declares UTF-8.</param>
    public static void Write(IReadOnlyList<RunResult> runs, TextWriter output)
    {
        var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var suites = runs.Select(run => (Run: run, Cases: CasesOf(run).ToList())).ToList();
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, suites.SelectMany(suite => suite.Cases).ToList(), TimeSpan.FromTicks(runs.Sum(run => run.Elapsed.Ticks)));
            foreach (var (run, cases) in suites)
                WriteSuite(xml, run, cases);
            xml.WriteEndElement();
        }

        output.Write(Encoding.UTF8.GetString(text.ToArray()));
        output.Write('\n');
    }

    private enum Verdict
    {
        Passed,
        Failed,
        Error,
        Skipped,
    }

    private sealed record TestCase(string Name, Verdict Verdict, string Kind, string Message, string Details, string Output);

    private static IEnumerable<TestCase> CasesOf(RunResult run)
    {
        if (
            run.Outcome != RunOutcome.Completed
            && (run.Cause?.Component is not { } culprit || run.Components.All(component => component.Name != culprit))
        )
            yield return new TestCase(
                "run",
                Verdict.Error,
                run.Cause is { } known ? JsonValues.NameOf(known.Kind) : "unknown",
                run.Cause?.Message ?? run.NotComparable[0],
                "",
                ""
            );
        foreach (var component in run.Components)
        {
            var output = string.Join(
                '\n',
                run.Statistics.Where(statistic => statistic.Component == component.Name)
                    .Select(statistic =>
                        $"{(statistic.Group.Raw.Length > 0 ? $"{statistic.Group}, " : "")}{statistic.Name}: {statistic.Text}"
                    )
            );
            yield return run.Cause is { } cause && cause.Component == component.Name && run.Outcome == RunOutcome.Failed
                ? new TestCase(
                    component.Name,
                    Verdict.Failed,
                    JsonValues.NameOf(cause.Kind),
                    run.FirstCause?.Headline ?? cause.Message,
                    string.Join('\n', component.LastLines.Select(line => $"{line}").Prepend(cause.Message)),
                    output
                )
            : component.Pid is null ? new TestCase(component.Name, Verdict.Skipped, "", "it was never started", "", "")
            : new TestCase(component.Name, Verdict.Passed, "", "", "", output);
        }
    }

    private static void WriteSuite(XmlWriter xml, RunResult run, List<TestCase> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Clean(run.Id));
        WriteCounts(xml, cases, run.Elapsed);
        xml.WriteAttributeString("timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        if (run.Environment is { } environment)
            xml.WriteAttributeString("hostname", XmlText.Clean(environment.Machine));
        foreach (var one in cases)
            WriteCase(xml, one, run.Name);
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, List<TestCase> cases, TimeSpan elapsed)
    {
        void Count(string name, int number) => xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));
        Count("tests", cases.Count);
        Count("failures", cases.Count(one => one.Verdict == Verdict.Failed));
        Count("errors", cases.Count(one => one.Verdict == Verdict.Error));
        Count("skipped", cases.Count(one => one.Verdict == Verdict.Skipped));
        xml.WriteAttributeString("time", elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static void WriteCase(XmlWriter xml, TestCase one, string suite)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlText.Clean(suite));
        xml.WriteAttributeString("name", XmlText.Clean(one.Name));
        if (one.Verdict != Verdict.Passed)
        {
            xml.WriteStartElement(
                one.Verdict switch
                {
                    Verdict.Failed => "failure",
                    Verdict.Error => "error",
                    _ => "skipped",
                }
            );
            xml.WriteAttributeString("message", XmlText.Clean(one.Message));
            if (one.Kind.Length > 0)
                xml.WriteAttributeString("type", one.Kind);
            if (one.Details.Length > 0)
                xml.WriteString(XmlText.Clean(one.Details));
            xml.WriteEndElement();
        }

        if (one.Output.Length > 0)
            xml.WriteElementString("system-out", XmlText.Clean(one.Output));
        xml.WriteEndElement();
    }
}
