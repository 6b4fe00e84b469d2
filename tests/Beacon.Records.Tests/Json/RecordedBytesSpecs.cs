using System.Security.Cryptography;
using System.Text;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Json;

/// <summary>The bytes of recorded files: a change of these hashes is a change of the format.</summary>
public sealed class RecordedBytesSpecs : IDisposable
{
    private const string Id = "20261123-184205-beacon-3f9c";

    private static readonly RunResult[] Results =
    [
        ResultsFolder.FailedRun(Id),
        ResultsFolder.FailedRun(Id) with
        {
            Environment = null,
            Cause = null,
            FirstCause = null,
            OperationalAfter = null,
            Statistics = [new Statistic("a", "", "Rate", double.NaN, "", "nan") { IsPartial = true }],
        },
    ];

    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void The_bytes_of_run_json_stay_the_same() =>
        Assert.Equal("56f16b942a7cca13", HashOf(string.Join('\n', Results.Select(RunResultJson.Format))));

    [Fact]
    public void The_bytes_of_events_stay_the_same() =>
        Assert.Equal(
            "f642055e823129bd",
            HashOf(
                string.Join(
                    '\n',
                    RunEventRoundTripSpecs
                        .Events.Cast<object[]>()
                        .Select(row => (RunEvent)row[0])
                        .Where(happened => happened is not ExpectationDecided)
                        .Select(RunEventJson.Write)
                )
            )
        );

    [Fact]
    public void An_expectation_event_has_the_value_only_if_there_is_one() =>
        Assert.Equal(
            [
                "\"name\":\"a.p99\",\"is\":\"< 50 µs\",\"held\":false,\"value\":62,\"unit\":\"us\",\"text\":\"62 us\",\"distance\":0.24}",
                "\"name\":\"b\",\"is\":\"> 0\",\"held\":null,\"because\":\"undecided\"}",
            ],
            new ExpectationResult[]
            {
                new("a.p99", "< 50 µs", Held: false)
                {
                    Value = 62,
                    Unit = "us",
                    Text = "62 us",
                    Distance = 0.24,
                },
                new("b", "> 0", Held: null) { Because = "undecided" },
            }.Select(result => RunEventJson.Write(new ExpectationDecided(result))!.Split("\"elapsedMs\":0,")[1])
        );

    [Fact]
    public void The_bytes_of_a_baseline_stay_the_same()
    {
        var path = _records.Path("baseline.json");
        BaselineFile.Write(path, Results);
        Assert.Equal("6ecf7fbc56a21c3d", HashOf(File.ReadAllText(path)));
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
