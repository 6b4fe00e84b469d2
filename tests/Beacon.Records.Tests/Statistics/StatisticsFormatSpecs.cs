using System.Globalization;
using System.Text;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Records.Statistics;
using CsCheck;

namespace Beacon.Records.Tests.Statistics;

public sealed class StatisticsFormatSpecs
{
    private static readonly Gen<double> Number = Gen.Select(
        Gen.Int[-1_000_000, 1_000_000],
        Gen.Int[0, 4],
        (digits, places) => digits / Math.Pow(10, places)
    );
    private static readonly Gen<string> Key = Gen
        .Char.AlphaNumeric.Array[1, 8]
        .Select(characters => $"k{new string(characters)}x".ToLowerInvariant());
    private static readonly Gen<Dictionary<string, double>> Values = Gen.Dictionary(Key, Number)[1, 8];

    [Fact]
    public void What_was_written_as_key_values_is_read_back() =>
        Values.Sample(values =>
            Assert.Equal(
                values,
                Found(StatisticsFormat.KeyValue, string.Join(' ', values.Select(pair => $"{pair.Key}={Text(pair.Value)}")))
            )
        );

    [Fact]
    public void What_was_written_with_blanks_around_the_sign_is_read_back() =>
        Values.Sample(values =>
            Assert.Equal(
                values,
                Found(StatisticsFormat.KeyValue, string.Join(", ", values.Select(pair => $"{pair.Key} = {Text(pair.Value)}")))
            )
        );

    [Fact]
    public void What_was_written_as_JSON_is_read_back_whether_in_one_line_or_many() =>
        Gen.Select(Values, Gen.Bool)
            .Sample(
                (values, isIndented) =>
                    Assert.Equal(
                        values,
                        Found(
                            StatisticsFormat.Json,
                            JsonSerializer.Serialize(
                                values,
                                isIndented ? JsonSerializerOptions.Web : new JsonSerializerOptions { WriteIndented = true }
                            )
                        )
                    )
            );

    [Fact]
    public void What_was_written_for_Prometheus_is_read_back() =>
        Values.Sample(values =>
            Assert.Equal(
                values,
                Found(
                    StatisticsFormat.Prometheus,
                    string.Concat(values.Select(pair => $"# TYPE {pair.Key} gauge\n{pair.Key} {Text(pair.Value)} 1763923327104\n"))
                )
            )
        );

    [Fact]
    public void What_was_written_as_a_block_is_read_back_with_any_separators_and_units()
    {
        string[] units = ["", " µs", "us", " ms", "%", " %", " GB/s", "MiB", " msgs/sec", " /s", " orders"];
        Gen.Select(Number, Gen.OneOf(units), Gen.Bool)
            .Sample(
                (value, unit, hasSeparators) =>
                {
                    var text = value.ToString(hasSeparators ? "#,0.####" : "0.####", CultureInfo.InvariantCulture);
                    var statistic = Assert.Single(Read(StatisticsFormat.Block, "FINAL", $"FINAL\nOrders Sent: {text}{unit}\n").Statistics);
                    Assert.Equal(value, statistic.Value, precision: 10);
                    Assert.Equal(unit.Trim().Replace("us", "µs", StringComparison.Ordinal), statistic.Unit);
                }
            );
    }

    [Fact]
    public void Any_text_in_any_format_never_fails_and_never_gives_a_value_that_is_no_number()
    {
        var character = Gen.Frequency((4, Gen.OneOf([.. "{}[]\"\\=:,.# \n\t019eE+-_aZ"])), (1, Gen.Char));
        Gen.Select(character.Array[0, 200], Gen.Enum<StatisticsFormat>(), Gen.Enum<ProgramEnd>())
            .Sample(
                (text, format, end) =>
                    Assert.All(
                        Read(format, format == StatisticsFormat.Block ? "M" : null, "M\n" + new string(text), end).Statistics,
                        statistic =>
                        {
                            Assert.True(double.IsFinite(statistic.Value));
                            Assert.NotEmpty(statistic.Name.Raw);
                        }
                    )
            );
    }

    [Fact]
    public void A_stray_quote_or_brace_costs_one_object_and_not_the_rest() =>
        Assert.Equal(
            new Dictionary<string, double> { ["a"] = 1, ["c"] = 3 },
            Found(StatisticsFormat.Json, "{\"a\":1}\n{\"b\": \"2\n{\"c\":3}\n")
        );

    [Fact]
    public void A_bracket_that_a_log_begins_its_lines_with_is_no_array() =>
        Assert.Equal(
            new Dictionary<string, double> { ["a"] = 1 },
            Found(StatisticsFormat.Json, "[12:00:01] started\n[worker] {\"b\":2}\n{\"a\":1}\n")
        );

    [Theory]
    [InlineData(StatisticsFormat.KeyValue, "nothing", "no \"key=value\" with a number is in what it printed")]
    [InlineData(StatisticsFormat.Json, "[1, 2]", "no JSON object with a number is in what it printed")]
    [InlineData(StatisticsFormat.Prometheus, "a: 5", "no sample in Prometheus' text format is in what it printed")]
    [InlineData(StatisticsFormat.KeyValue, "a=nan", "none is a finite number")]
    [InlineData(StatisticsFormat.Json, "", "it has printed nothing")]
    public void Where_there_is_none_it_is_said_what_was_looked_for(StatisticsFormat format, string log, string absence) =>
        Assert.Equal(absence, Read(format, null, log).Absence);

    [Fact]
    public void Series_without_end_do_not_fill_the_memory()
    {
        var log = new StringBuilder();
        for (var index = 0; index < 2 * StatisticsTally.MaximumStatistics; index++)
            log.Append(CultureInfo.InvariantCulture, $"orders{{id=\"{index}\"}} 5\n");

        Assert.Equal(StatisticsTally.MaximumStatistics, Read(StatisticsFormat.Prometheus, null, log.ToString()).Statistics.Length);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Dictionary<string, double> Found(StatisticsFormat format, string log) =>
        Read(format, null, log).Statistics.ToDictionary(statistic => statistic.Name.Raw, statistic => statistic.Value);

    private static StatisticsReading Read(StatisticsFormat format, string? from, string log, ProgramEnd end = ProgramEnd.Finished)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, log);
            return FinalStatistics.Read("program", new StatisticsSpec { Format = format, From = from }, path, null, end);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
