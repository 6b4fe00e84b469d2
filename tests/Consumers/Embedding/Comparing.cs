using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Embedding;

/// <summary>Records are read back, and what they measured is compared.</summary>
internal static class Comparing
{
    public static async Task<(int Lines, Comparison Comparison)> RunAsync(string folder, CancellationToken cancellationToken)
    {
        RunPlan PlanOf(string latency) =>
            RunPlan
                .Create("server")
                .For(TimeSpan.FromSeconds(30))
                .RecordsIn(folder)
                .Add(
                    "server",
                    c => c.Run("sh", "-c", $"echo warm; echo FINAL STATISTICS; echo 'P99: {latency} us'").EndsRun().ReadsStatistics()
                )
                .Build();
        var (plan, changed) = (PlanOf("40"), PlanOf("46"));

        // snippet: comparing
        var before = new List<RunResult>();
        var after = new List<RunResult>();
        for (var run = 0; run < 5; run++)
        {
            before.Add(await plan.RunAsync(cancellationToken));
            after.Add(await changed.RunAsync(cancellationToken));
        }

        var comparison = Comparison.Of(before, after);
        foreach (var worse in comparison.Regressions)
            Console.WriteLine($"{worse.Key}: {worse.Baseline.Median} -> {worse.Candidate.Median} {worse.Unit}");

        var record = RunRecord.Find("last", plan.Results).Single();
        foreach (var line in record.ReadLogs())
            Console.WriteLine($"{line.Elapsed.TotalSeconds:0.000} {line.Component}: {line.Text}");
        Console.WriteLine($"p99 was {record.Result.Statistic("p99").Value}");
        // end
        return (record.ReadLogs().Count(), comparison);
    }
}
