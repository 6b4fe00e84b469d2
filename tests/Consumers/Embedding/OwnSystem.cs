using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Embedding;

/// <summary>A run in an actor system of its own, which begins and ends with it.</summary>
internal static class OwnSystem
{
    public static async Task<RunResult> RunAsync(string records, CancellationToken cancellationToken)
    {
        // snippet: own-system
        var plan = RunPlan
            .Create("demo")
            .For(TimeSpan.FromSeconds(30))
            .RecordsIn(records)
            .Add("server", c => c.Run("sh", "-c", "echo listening; exec sleep 60").ReadyWhen(Probe.Log("listening")))
            .Add(
                "client",
                c =>
                    c.Run("sh", "-c", "echo FINAL STATISTICS; echo Requests: 1,280; sleep 1")
                        .DependsOn("server")
                        .EndsRun()
                        .ReadsStatistics()
            )
            .Build();

        RunResult result = await plan.RunAsync(cancellationToken);

        Console.WriteLine($"{result.Outcome} after {result.Elapsed.TotalSeconds:0.0} s, record {result.Record}");
        foreach (var statistic in result.Statistics)
            Console.WriteLine($"{statistic.Component}: {statistic.Name} = {statistic.Value} {statistic.Unit}");
        // end
        return result;
    }
}
