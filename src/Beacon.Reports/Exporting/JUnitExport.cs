using System.Globalization;
using System.Text;
using System.Xml;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>
/// Writes runs as JUnit XML for build servers: a run is a test suite, a component is a test case, and so is an expectation. The component
/// that caused the failure of a run is a failure, a component that never started is skipped. A cause without a component is an error of a
/// case named <c>run</c>.
/// </summary>
public static class JUnitExport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        Encoding = new UTF8Encoding(false),
        NewLineChars = "\n",
    };

    /// <summary>Writes the runs. The XML declares UTF-8.</summary>
    public static void Write(IReadOnlyList<RunResult> runs, TextWriter output)
    {
        var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            var suites = runs.Select(run => (Run: run, Cases: CasesOf(run).ToList())).ToList();
            xml.WriteStartElement("testsuites");
            JUnitCase.WriteCounts(xml, [.. suites.SelectMany(suite => suite.Cases)]);
            xml.WriteAttributeString("time", Durations.Seconds(TimeSpan.FromTicks(runs.Sum(run => run.Elapsed.Ticks))));
            foreach (var (run, cases) in suites)
                WriteSuite(xml, run, cases);
            xml.WriteEndElement();
        }

        output.Write(Encoding.UTF8.GetString(text.ToArray()));
        output.Write('\n');
    }

    private static IEnumerable<JUnitCase> CasesOf(RunResult run)
    {
        if (
            run.Outcome != RunOutcome.Completed
            && (run.Cause?.Component is not { } culprit || run.Components.All(component => component.Name != culprit))
        )
            yield return new JUnitCase(run.Name, "run", JUnitVerdict.Error, run.Cause?.Message ?? run.NotComparable[0])
            {
                Kind = run.Cause is { } known ? JsonValues.NameOf(known.Kind) : "unknown",
            };
        foreach (var component in run.Components)
            yield return run.Cause is { } cause && cause.Component == component.Name && run.Outcome == RunOutcome.Failed
                ? new JUnitCase(run.Name, component.Name, JUnitVerdict.Failure, run.FirstCause?.Headline ?? cause.Message)
                {
                    Kind = JsonValues.NameOf(cause.Kind),
                    Details = string.Join('\n', component.LastLines.Select(line => $"{line}").Prepend(cause.Message)),
                    Output = StatisticsOf(run, component),
                }
            : component.Pid is null ? new JUnitCase(run.Name, component.Name, JUnitVerdict.Skipped, "it was never started")
            : new JUnitCase(run.Name, component.Name) { Output = StatisticsOf(run, component) };
        foreach (var expectation in run.Expectations)
            yield return CaseOf(run, expectation);
    }

    private static JUnitCase CaseOf(RunResult run, ExpectationResult expectation) =>
        new($"{run.Name}.expect", ExpectationText.Expected(expectation))
        {
            Verdict = expectation.Held switch
            {
                true => JUnitVerdict.Passed,
                false => JUnitVerdict.Failure,
                _ => JUnitVerdict.Skipped,
            },
            Message = expectation.Held == true ? "" : ExpectationText.Found(expectation),
            Kind = expectation.Held == false ? JsonValues.NameOf(ProblemKind.ExpectationNotMet) : "",
            Output = expectation.Held == true ? ExpectationText.Found(expectation) : "",
        };

    private static string StatisticsOf(RunResult run, ComponentResult component) =>
        string.Join(
            '\n',
            run.Statistics.Where(statistic => statistic.Component == component.Name)
                .Select(statistic => $"{(statistic.Group.Raw.Length > 0 ? $"{statistic.Group}, " : "")}{statistic.Name}: {statistic.Text}")
        );

    private static void WriteSuite(XmlWriter xml, RunResult run, List<JUnitCase> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Clean(run.Id));
        JUnitCase.WriteCounts(xml, cases);
        xml.WriteAttributeString("time", Durations.Seconds(run.Elapsed));
        xml.WriteAttributeString("timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        if (run.Environment is { } environment)
            xml.WriteAttributeString("hostname", XmlText.Clean(environment.Machine));
        if (run.Label is { } label)
        {
            xml.WriteStartElement("properties");
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", "label");
            xml.WriteAttributeString("value", XmlText.Clean(RunLabel.Shown(label)));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        foreach (var one in cases)
            one.Write(xml);
        xml.WriteEndElement();
    }
}
