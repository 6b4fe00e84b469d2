using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Recording;

public sealed class EarlierRunSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void The_last_comparable_run_of_the_plan_is_found_with_the_differences_of_times_and_rates()
    {
        Add("20261123-184201-beacon-0001", 1, Latency("20.0 µs"));
        Add("20261123-184202-beacon-0002", 2, Latency("0.04 ms"), Of("Orders", "100"), Of("Rate", "50 msgs/s"));
        Add("20261123-184203-other-0003", 3, run => run with { Name = "other" }, Latency("1 µs"));
        Add("20261123-184204-beacon-0004", 4, run => run with { Outcome = RunOutcome.Failed, ExitCode = 1 }, Latency("9 µs"));
        Add("20261123-184205-beacon-0005", 5, Latency("50.0 µs"), Of("Orders", "200"), Of("Rate", "25 msgs/s"));

        var earlier = EarlierRun.Before(_records.Path("20261123-184205-beacon-0005"))!;

        Assert.Equal("20261123-184202-beacon-0002", earlier.Id);
        Assert.Equal(["algo.latency.p99 +25 % Lower", "algo.rate -50 % Higher"], earlier.Changes.Select(Text));
        Assert.Equal(("0.04 ms", "50.0 µs"), ($"{earlier.Changes[0].Was}", $"{earlier.Changes[0].Is}"));
    }

    [Fact]
    public void The_first_run_has_no_earlier_one_and_a_run_that_is_not_comparable_neither()
    {
        Add("20261123-184201-beacon-0001", 1, Latency("20 µs"));
        Add("20261123-184202-beacon-0002", 2, run => run with { Outcome = RunOutcome.Interrupted, ExitCode = 130 }, Latency("30 µs"));
        Assert.Null(EarlierRun.Before(_records.Path("20261123-184201-beacon-0001")));
        Assert.Null(EarlierRun.Before(_records.Path("20261123-184202-beacon-0002")));
    }

    [Fact]
    public void Without_a_history_there_is_none_and_none_is_created()
    {
        Assert.Null(EarlierRun.Before(_records.Path("20261123-184201-beacon-0001")));
        Assert.False(File.Exists(RunHistory.PathIn(_records.Results)));
    }

    private static string Text(StatisticChange change) => $"{change.Key} {change.Share * 100:+0;-0} % {change.Better}";

    private static Statistic Latency(string text) => ComparedRuns.Printed("Latency", "p99", text) with { Component = "algo" };

    private static Statistic Of(string name, string text) => ComparedRuns.Printed("", name, text) with { Component = "algo" };

    private void Add(string id, int second, params Statistic[] statistics) => Add(id, second, run => run, statistics);

    private void Add(string id, int second, Func<RunResult, RunResult> change, params Statistic[] statistics)
    {
        using var history = RunHistory.Open(_records.Folder);
        history.Add(
            change(
                ResultsFolder.Run(id, ResultsFolder.Start.AddSeconds(second)) with
                {
                    Name = "beacon",
                    Record = _records.Path(id),
                    Statistics = [.. statistics],
                    Problems = [],
                    Components = [],
                }
            )
        );
    }
}
