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
    public void Key_value_pairs_are_read_back() =>
        Values.Sample(values =>
            Assert.Equal(
                values,
                Found(StatisticsFormat.KeyValue, string.Join(' ', values.Select(pair => $"{pair.Key}={Text(pair.Value)}")))
            )
        );

    [Fact]
    public void Key_value_pairs_with_spaces_around_the_sign_are_read_back() =>
        Values.Sample(values =>
            Assert.Equal(
                values,
                Found(StatisticsFormat.KeyValue, string.Join(", ", values.Select(pair => $"{pair.Key} = {Text(pair.Value)}")))
            )
        );

    [Fact]
    public void JSON_on_one_line_or_many_is_read_back() =>
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
    public void Prometheus_samples_are_read_back() =>
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
    public void A_block_with_any_separators_and_units_is_read_back()
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
    public void Any_text_in_any_format_gives_only_finite_values_and_never_throws()
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
    public void A_stray_quote_or_brace_loses_only_one_object() =>
        Assert.Equal(
            new Dictionary<string, double> { ["a"] = 1, ["c"] = 3 },
            Found(StatisticsFormat.Json, "{\"a\":1}\n{\"b\": \"2\n{\"c\":3}\n")
        );

    [Fact]
    public void A_log_line_that_begins_with_a_bracket_is_not_an_array() =>
        Assert.Equal(
            new Dictionary<string, double> { ["a"] = 1 },
            Found(StatisticsFormat.Json, "[12:00:01] started\n[worker] {\"b\":2}\n{\"a\":1}\n")
        );

    [Theory]
    [InlineData(StatisticsFormat.KeyValue, "nothing", "no \"key=value\" with a number is in its output")]
    [InlineData(StatisticsFormat.Json, "[1, 2]", "no JSON object with a number is in its output")]
    [InlineData(StatisticsFormat.Prometheus, "a: 5", "no sample in Prometheus' text format is in its output")]
    [InlineData(StatisticsFormat.KeyValue, "a=nan", "none is a finite number")]
    [InlineData(StatisticsFormat.Json, "", "it has printed nothing")]
    public void A_log_without_statistics_is_reported_with_the_expected_format(StatisticsFormat format, string log, string absence) =>
        Assert.Equal(absence, Read(format, null, log).Absence);

    [Fact]
    public void Endless_series_use_bounded_memory()
    {
        var log = new StringBuilder();
        for (var index = 0; index < 2 * StatisticsTally.MaximumStatistics; index++)
            log.Append(CultureInfo.InvariantCulture, $"orders{{id=\"{index}\"}} 5\n");

        Assert.Equal(StatisticsTally.MaximumStatistics, Read(StatisticsFormat.Prometheus, null, log.ToString()).Statistics.Length);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    [Fact]
    public void Half_of_a_character_in_a_JSON_object_costs_only_what_follows_it_there() =>
        Assert.Equal(
            new Dictionary<string, double> { ["a"] = 1, ["d"] = 3 },
            Found(StatisticsFormat.Json, "{\"a\":1,\"b\":\"\\ud800\",\"c\":2}\n{\"d\":3}\n")
        );

    private static Dictionary<string, double> Found(StatisticsFormat format, string log) =>
        Read(format, null, log).Statistics.ToDictionary(statistic => statistic.Name.Raw, statistic => statistic.Value);

    private static StatisticsReading Read(StatisticsFormat format, string? from, string log, ProgramEnd end = ProgramEnd.Finished)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, log);
            return FinalStatistics.Read("program", new StatisticsSpec { Format = format, From = from }, LogFiles.At(path), null, end);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
