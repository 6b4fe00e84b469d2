namespace Beacon.Records.Tests.Statistics;

public sealed class CsvRowsSpecs
{
    [Fact]
    public void Each_column_with_numbers_is_a_statistic_of_which_the_last_row_counts() =>
        Assert.Equal(
            ["orders = 97252", "latency_us = 4.6 µs", "share (%) = 93 %"],
            Read("", "time,orders,latency_us,share (%),state\n12:00:01,1,9.9,1,up\n12:00:02,\"97,252\",4.6,93,down\n")
        );

    [Fact]
    public void A_column_that_names_the_group_makes_a_group_of_each_row() =>
        Assert.Equal(
            ["[SET] rps = 9 req/s", "[SET] p99 = 4 ms", "[GET] rps = 7 req/s", "[GET] p99 = 5 ms"],
            Read("csv { group = test }\nunits { rps = \"req/s\", p99 = ms }", "test,rps,p99\nSET,8,3\nGET,7,5\nSET,9,4\n")
        );

    [Fact]
    public void Each_row_can_be_a_statistic_with_its_name_number_and_unit() =>
        Assert.Equal(
            ["[api] latency = 4.6 ms", "[api] requests = 128", "[db] latency = 2 µs"],
            Read(
                "csv { group = part, name = metric, value = n, unit = u }",
                "part;metric;n;u\napi;latency;4.6;ms\napi;requests;128;\ndb;latency;2;us\n"
            )
        );

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\r\n1\t2\r\n")]
    [InlineData("\"a\" , \"b\"\n\"1\" , \"2\"\n")]
    [InlineData("# a,b\n1,2\n")]
    [InlineData("\uFEFFa,b\n1,2")]
    public void Commas_semicolons_tabs_quotes_and_marks_are_understood(string output) => Assert.Equal(["a = 1", "b = 2"], Read("", output));

    [Fact]
    public void A_separator_can_be_any_other_sign() => Assert.Equal(["a = 1", "b = 2"], Read("csv { separator = \"|\" }", "a|b\n1|2\n"));

    [Fact]
    public void A_quoted_field_may_hold_separators_quotes_and_line_breaks() =>
        Assert.Equal(
            ["[sort -k1,2] mean = 5", "[say \"hi\"] mean = 6", "[two lines] mean = 7"],
            Read("csv { group = command }", "command,mean\n\"sort -k1,2\",5\n\"say \"\"hi\"\"\",6\n\"two\nlines\",7\n")
        );

    [Fact]
    public void The_header_is_found_among_other_lines_by_the_columns_that_are_named() =>
        Assert.Equal(
            ["[ls] mean = 5 s"],
            Read(
                "csv { columns = [command, mean], group = command }\nunits { mean = s }",
                "Benchmark 1: ls\n  Time, about, as usual\ncommand,mean\nls,5\nSummary\n"
            )
        );

    [Fact]
    public void Where_no_header_is_printed_the_named_columns_are_all_there_are() =>
        Assert.Equal(
            ["[SET] rps = 8", "[GET] rps = 7"],
            Read("csv { columns = [test, rps], group = test }", "\"SET\",\"8\"\n\"GET\",\"7\"\n")
        );

    [Fact]
    public void A_stray_quote_costs_its_own_line_only()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(row => $"{row},{row}\n"));
        Assert.Equal(["a = 99", "b = 99"], Read("", $"a,b\n\"never closed\n{rows}"));
    }

    [Theory]
    [InlineData("", "1,2\n", "no line is a header: two names or more, and none of them a number")]
    [InlineData("", "a,b\n", "no row follows the header")]
    [InlineData("", "a,b\nx,y\n", "no field in 1 rows is a number")]
    [InlineData(
        "csv { group = tset }",
        "test,rps\nSET,8\n",
        "no line has the columns tset; the line \"test,rps\" lacks \"tset\"; did you mean \"test\"?"
    )]
    public void Where_nothing_is_found_the_reason_names_the_columns(string keys, string output, string absence) =>
        Assert.Equal(absence, ReadOutput.By($"format = csv\n{keys}", output).Absence);

    private static IEnumerable<string> Read(string keys, string output) => ReadOutput.By($"format = csv\n{keys}", output).Shown();
}
