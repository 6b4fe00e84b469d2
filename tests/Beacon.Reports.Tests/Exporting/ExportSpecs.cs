using System.Xml.Linq;
using System.Xml.Schema;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Statistics;
using Beacon.Reports.Exporting;
using Microsoft.VisualBasic.FileIO;

namespace Beacon.Reports.Tests.Exporting;

public class ExportSpecs
{
    private const string Id = "20261123-184205-beacon-3f9c";
    private const string Hostile = "a, \"b\"; <script>alert(1)</script> | `x` \u001b[31m\0 \ud800 ]]> &amp;\r\n=1+1";

    private static readonly RunResult Hazard = ResultsFolder.FailedRun(Id) with
    {
        Cause = new Problem(ProblemKind.Crashed, Hostile, "algo"),
        FirstCause = null,
        Components =
        [
            .. ResultsFolder.FailedRun(Id).Components.Select(component => component with { Title = Hostile, LastLines = [Hostile, "```"] }),
        ],
        Statistics =
        [
            new Statistic("algo", Hostile, Hostile, 4.621, "µs", Hostile),
            new Statistic("algo", "", "None", double.NaN, "", "nan"),
        ],
    };

    [Fact]
    public void In_JUnit_the_failed_component_is_a_failure_and_one_that_never_started_is_skipped()
    {
        var xml = JUnit(ResultsFolder.FailedRun(Id), ResultsFolder.Run("20261123-184206-beacon-0001"));
        var suite = xml.Root!.Elements("testsuite").First();
        Assert.Equal(
            (Id, "3", "1", "0", "1"),
            (
                suite.Attribute("name")!.Value,
                suite.Attribute("tests")!.Value,
                suite.Attribute("failures")!.Value,
                suite.Attribute("errors")!.Value,
                suite.Attribute("skipped")!.Value
            )
        );
        var failure = suite.Elements("testcase").Single(test => test.Attribute("name")!.Value == "algo").Element("failure")!;
        Assert.Equal("crashed", failure.Attribute("type")!.Value);
        Assert.StartsWith("algo was ended by SIGSEGV", failure.Attribute("message")!.Value);
        Assert.NotNull(suite.Elements("testcase").Single(test => test.Attribute("name")!.Value == "late").Element("skipped"));
        Assert.Equal(("5", "1"), (xml.Root.Attribute("tests")!.Value, xml.Root.Attribute("failures")!.Value));
        Assert.Contains("Latency, p99: 4.621 μs", xml.Root.Elements("testsuite").Last().Value);
    }

    [Fact]
    public void In_JUnit_a_cause_without_a_component_is_an_error_of_the_run()
    {
        var interrupted = ResultsFolder.Run(Id) with
        {
            Outcome = RunOutcome.Interrupted,
            ExitCode = 130,
            Cause = new Problem(ProblemKind.Interrupted, "the run was ended by SIGINT"),
        };
        var cutShort = ResultsFolder.Run(Id) with { Outcome = RunOutcome.Unknown, ExitCode = -1 };
        Assert.Equal(
            ["the run was ended by SIGINT", "how the run ended is not known"],
            JUnit(interrupted, cutShort).Descendants("error").Select(error => error.Attribute("message")!.Value)
        );
    }

    private static readonly RunResult Expecting = ResultsFolder.Run(Id) with
    {
        ExitCode = 5,
        Expectations =
        [
            new ExpectationResult("algo.latency.p99", "< 50 µs", Held: true)
            {
                Value = 4.621,
                Text = "4.621 μs",
                Distance = -0.90758,
            },
            new ExpectationResult("algo.orders-sent", "> 1000", Held: false)
            {
                Value = 157,
                Text = "157",
                Distance = -0.843,
            },
            new ExpectationResult("nothing", "= 0", Held: false) { Because = "no statistic is called \"nothing\"" },
            new ExpectationResult("later", "= 0", Held: null) { Because = "undecided" },
        ],
        Problems = [new Problem(ProblemKind.ExpectationNotMet, "algo.orders-sent is 157, expected > 1000")],
    };

    [Fact]
    public void In_JUnit_an_expectation_is_a_test_case()
    {
        var cases = JUnit(Expecting)
            .Descendants("testcase")
            .Where(test => test.Attribute("classname")!.Value == "beacon.expect")
            .ToDictionary(test => test.Attribute("name")!.Value);
        Assert.Equal("4.621 μs, 90.8 % below the limit", cases["algo.latency.p99 < 50 µs"].Element("system-out")!.Value);
        var failure = cases["algo.orders-sent > 1000"].Element("failure")!;
        Assert.Equal(
            ("expectation_not_met", "157, 84.3 % below the limit"),
            (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value)
        );
        Assert.Equal("no statistic is called \"nothing\"", cases["nothing = 0"].Element("failure")!.Attribute("message")!.Value);
        Assert.NotNull(cases["later = 0"].Element("skipped"));
    }

    [Fact]
    public void In_Markdown_expectations_are_a_table_and_the_verdict_says_how_many_were_not_met()
    {
        var text = Text(MarkdownExport.Write, Expecting);
        Assert.StartsWith("### ❌ beacon completed, 2 of 4 expectations not met\n", text);
        Assert.Contains("| ❌ | algo.orders-sent \\> 1000 | 157, 84.3 % below the limit |\n", text);
        Assert.DoesNotContain("**Problems**", text);
    }

    [Fact]
    public void The_XML_is_valid_whatever_a_component_printed() =>
        Assert.Contains("<script>alert(1)</script>", JUnit(Hazard).Descendants("failure").Single().Value);

    [Fact]
    public void A_CSV_parser_reads_the_export_unchanged()
    {
        using var parser = new TextFieldParser(new StringReader(Text(CsvExport.Write, Hazard)))
        {
            Delimiters = [","],
            HasFieldsEnclosedInQuotes = true,
            TrimWhiteSpace = false,
        };
        var heading = parser.ReadFields()!;
        var row = heading.Zip(parser.ReadFields()!).ToDictionary(cell => cell.First, cell => cell.Second);
        Assert.Equal(
            (Id, "failed", "4.621", "4621", "ns"),
            (row["run"], row["outcome"], row["value"], row["normalizedValue"], row["normalizedUnit"])
        );
        Assert.Equal($"{new UntrustedText(Hostile)}", row["text"]);
        Assert.Equal("", parser.ReadFields()![7]);
        while (!parser.EndOfData)
            Assert.Contains(parser.ReadFields()![5], new[] { "measured", "run" });
    }

    [Fact]
    public void Markdown_has_the_verdict_and_the_statistics()
    {
        var text = Text(MarkdownExport.Write, ResultsFolder.Run(Id));
        Assert.StartsWith("### ✅ beacon completed\n", text);
        Assert.Contains("| Your Algorithm | Latency | p99 | 4.621 μs |\n", text);
        Assert.Contains("❌ beacon failed", Text(MarkdownExport.Write, ResultsFolder.FailedRun(Id)));
    }

    [Fact]
    public void The_Markdown_keeps_its_structure_whatever_a_component_printed()
    {
        var text = Text(MarkdownExport.Write, Hazard);
        var fenced = text.Split("````");
        Assert.DoesNotContain("<script>", fenced[0] + fenced[2]);
        Assert.DoesNotContain('\u001b', text);
        Assert.All(
            text.Split('\n').Where(line => line.StartsWith('|')),
            line => Assert.Equal(5, line.Replace("\\|", "").Count(character => character == '|'))
        );
        Assert.Equal(2, text.Split('\n').Count(line => line == "````"));
    }

    [Fact]
    public void A_run_id_in_Markdown_stays_within_its_code_span()
    {
        var line = Text(MarkdownExport.Write, Hazard with { Id = Hostile }).Split('\n')[2];
        Assert.Equal(2, line.Count(character => character == '`'));
        Assert.DoesNotContain('\u001b', line);
    }

    [Fact]
    public void The_texts_of_a_comparison_are_cleaned_wherever_their_parts_come_from()
    {
        const string Red = "a\u001b[31mb\u202e";
        static NamedRuns Side(string name, int place) =>
            new(
                Red + name,
                [
                    .. Enumerable
                        .Range(0, 3)
                        .Select(run =>
                            ComparedRuns.Run(
                                $"{Red}{name}-{run}",
                                place + run,
                                new Statistic("algo", "", "p99", place + run + 4, Red, $"{place + run + 4}")
                            ) with
                            {
                                Problems = run == 0 ? [new Problem(ProblemKind.MachineOverloaded, Red)] : [],
                            }
                        ),
                ]
            );
        var comparison = Comparison.Of(
            Side("A", 0),
            Side("B", 10),
            new ComparisonSettings { Rules = [new ToleranceRule(Red, Tolerance.Default), .. ComparedRuns.Rules("p99=+1%")] }
        );
        var statistic = comparison.Only();
        using var markdown = new StringWriter();
        ComparisonMarkdown.Write(markdown, comparison, new ComparisonAdvice());
        Assert.All(
            [
                ComparisonText.Headline(comparison),
                ComparisonText.Next(comparison, new ComparisonAdvice()) ?? "",
                .. ComparisonText.Remarks(comparison),
                ComparisonText.Verdict(statistic),
                ComparisonText.Word(statistic),
                ComparisonText.Value(statistic, 4),
                ComparisonText.Difference(statistic, 1),
                ComparisonText.Interval(statistic),
                markdown.ToString(),
            ],
            text => Assert.DoesNotContain(text, character => character is '\u001b' or '\u202e')
        );
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("-4.621", "-4.621")]
    [InlineData("+1e-9", "+1e-9")]
    [InlineData("+A1", "'+A1")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("\t=1", "' =1")]
    [InlineData("\rx", "' x")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-Infinity", "'-Infinity")]
    [InlineData("a, \"b\"", "\"a, \"\"b\"\"\"")]
    public void A_CSV_cell_is_never_a_formula_and_numbers_stay_numbers(string text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Theory]
    [InlineData("@maintainers", "@<!-- -->maintainers")]
    [InlineData("see #12", "see \\#<!-- -->12")]
    [InlineData("https://evil.example", "https\\://evil.example")]
    [InlineData("www.evil.example", "www\\.evil.example")]
    [InlineData("[a](b)", "\\[a\\](b)")]
    [InlineData("a|b`c`", "a\\|b\\`c\\`")]
    [InlineData("<img src=x>", "&lt;img src=x\\>")]
    [InlineData("a\nb", "a b")]
    public void Text_in_Markdown_is_escaped(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Escape(text));

    [Fact]
    public void Text_in_XML_has_no_forbidden_character_and_no_escape_sequence() =>
        Assert.Equal("a\uFFFDb\uFFFDc\n\td", XmlText.Clean("a\0b\uFFFEc\u001b[31m\n\td"));

    private static XDocument JUnit(params RunResult[] runs)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Combine(AppContext.BaseDirectory, "Exporting/junit.xsd"));
        var xml = XDocument.Parse(Text(JUnitExport.Write, runs));
        xml.Validate(schemas, (_, problem) => Assert.Fail(problem.Message));
        return xml;
    }

    private static string Text(Action<IReadOnlyList<RunResult>, TextWriter> write, params RunResult[] runs)
    {
        using var text = new StringWriter();
        write(runs, text);
        return text.ToString();
    }
}
