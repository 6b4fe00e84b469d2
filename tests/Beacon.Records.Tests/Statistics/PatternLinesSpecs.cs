using Beacon.Plans;

namespace Beacon.Records.Tests.Statistics;

public sealed class PatternLinesSpecs
{
    [Fact]
    public void Each_named_group_is_a_statistic_whose_unit_is_printed_or_the_end_of_its_name() =>
        Assert.Equal(
            ["orders = 1280", "elapsed_ms = 2004.5 ms", "rate = 1.2 GB/s", "hits = 93 %"],
            Read(
                """ "done: (?<orders>[0-9,]+) in (?<elapsed_ms>[0-9.]+), (?<rate>[^;]+); (?<hits>[0-9]+%)" """,
                "12:00 done: 1,280 in 2004.5, 1.2 GB/s; 93%\n"
            )
        );

    [Fact]
    public void A_group_can_be_matched_in_the_line_or_in_a_heading_above_it() =>
        Assert.Equal(
            ["n = 1", "[get] n = 2", "[set] n = 3", "[own] m = 4"],
            Read(
                """ "^== (?<group>\\w+) ==$", "^n=(?<n>[0-9]+)", "^(?<group>\\w+): (?<m>[0-9]+)" """,
                "n=1\n== get ==\nn=2\n== set ==\nn=3\nown: 4\n"
            )
        );

    [Fact]
    public void A_statistic_can_be_named_by_the_line_and_by_a_template() =>
        Assert.Equal(
            ["[Latency] p50 = 65 µs", "[Latency] p99 = 3.08 ms", "GET calls = 7"],
            Read(
                """
                { pattern = "^ +(?<percent>[0-9]+)% +(?<value>\\S+)$", group = Latency, name = "p{percent}" }
                { pattern = "^(?<name>[A-Z]+ calls) (?<value>[0-9]+)" }
                """,
                "  50%   65us\n  99%   3.08ms\nGET calls 7\n"
            )
        );

    [Fact]
    public void A_unit_can_be_matched_given_or_made_of_what_is_matched() =>
        Assert.Equal(
            ["a = 5 ms", "Transfer/sec = 17.69 MiB/s", "c = 4 s"],
            Read(
                """
                "^a (?<a>[0-9]+) (?<unit>\\w+)"
                { pattern = "^Transfer: (?<value>[0-9.]+)(?<unit>[KMG]B)", name = "Transfer/sec", unit = "{unit}/s" }
                { pattern = "^c (?<c>[0-9]+)", unit = s }
                """,
                "a 5 ms\nTransfer: 17.69MB\nc 4\n",
                "unit-names { MB = MiB }"
            )
        );

    [Theory]
    [InlineData("1m2.5s", "62.5 s")]
    [InlineData("1h0m3s", "3603 s")]
    [InlineData("117.55ms", "117.55 ms")]
    [InlineData("88µs", "88 µs")]
    public void Durations_from_a_minute_on_are_read_as_Go_prints_them(string printed, string read) =>
        Assert.Equal([$"max = {read}"], Read("\"max=(?<max>\\\\S+)\"", $"max={printed}\n"));

    [Fact]
    public void The_last_value_of_a_name_counts_and_with_a_marker_only_what_follows_its_last_line() =>
        Assert.Equal(["n = 3"], Read("\"n=(?<n>[0-9]+)\"", "n=1\n# RESULT\nn=2\n# RESULT\nn=9\nn=3\n", "from = RESULT"));

    [Fact]
    public void Values_that_are_not_finite_are_left_out_and_named()
    {
        var reading = ReadOutput.By("format = regex, patterns = [\"mean: (?<mean>\\\\S+)\"]", "mean: NaN\n");
        Assert.Equal("NaN", Assert.Single(reading.NotFinite).Text.Raw);
        Assert.Equal("none is a finite number", reading.Absence);
    }

    [Theory]
    [InlineData("\"x=(?<x>[0-9]+)\"", "y=1", "the pattern \"x=(?<x>[0-9]+)\" matches no line")]
    [InlineData("\"x=(?<x>[0-9]+)\", \"z=(?<z>[0-9]+)\"", "y=1", "none of the 2 patterns matches a line")]
    [InlineData("\"x=(?<x>\\\\S+)\"", "x=abc", "what matches x is no number: \"abc\"")]
    [InlineData("\"^(?<group>\\\\w+):$\"", "abc:", "only headings match")]
    public void Where_nothing_is_found_the_reason_names_the_pattern_or_the_text(string patterns, string output, string absence) =>
        Assert.Equal(absence, ReadOutput.By($"format = regex, patterns = [{patterns}]", output).Absence);

    [Fact]
    public void Only_the_named_statistics_are_read_with_the_units_and_directions_that_the_plan_gives_them()
    {
        var reading = ReadOutput.By(
            """
            format = json
            only = ["get.*", errors]
            units { "get.p99" = us, "get.*" = "req/s", errors = "1" }
            better { errors = lower }
            """,
            """{"get":{"rate":100,"p99":7,"mean":"4 ms"},"set":{"rate":90},"errors":2}"""
        );

        Assert.Equal(["[get] rate = 100 req/s", "[get] p99 = 7 µs", "[get] mean = 4 ms", "errors = 2 1"], reading.Shown());
        Assert.Equal([null, null, null, Better.Lower], reading.Statistics.Select(statistic => statistic.Better));
    }

    [Fact]
    public void If_none_of_the_statistics_is_named_the_reason_says_one_that_there_is() =>
        Assert.Equal(
            "statistics.only names none of its statistics; one is get.rate",
            ReadOutput.By("format = json, only = [p99]", """{"get":{"rate":100}}""").Absence
        );

    private static IEnumerable<string> Read(string patterns, string output, string more = "") =>
        ReadOutput.By($"format = regex\npatterns = [\n{patterns}\n]\n{more}", output).Shown();
}
