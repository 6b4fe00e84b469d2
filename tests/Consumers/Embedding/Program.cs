using Beacon.Actors.Hosting;
using Beacon.Records.Events;
using Embedding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

var records = Directory.CreateTempSubdirectory("beacon-embedding-").FullName;
var (passed, failed) = (0, 0);

void Check(string what, bool holds)
{
    if (!holds)
        Console.WriteLine($"not so: {what}");
    if (holds)
        passed++;
    else
        failed++;
}

var own = await OwnSystem.RunAsync(records, CancellationToken.None);
Check("a run in a system of its own completes", own.Outcome == RunOutcome.Completed);
Check("it reads the final statistics", own.Statistics is [{ Name.Raw: "Requests", Value: 1280 }]);
Check("it keeps a record", File.Exists(Path.Combine(own.Record, "run.json")));

var (stopped, lines) = await YourHost.RunAsync(records);
Check("a run in the application's system ends when it is stopped", stopped.Outcome == RunOutcome.Interrupted);
Check("its output is published", lines >= 3);
Check("one component was restarted", stopped.Components.Single().Restarts == 1);

var served = await ServedHost.RunAsync(Path.Combine(records, "served"));
Check("a run that is served says what it does", served.State == "operational");
Check("and is controlled from outside", served.IsRestarted);

var health = await ObservedHost.RunAsync(records);
Check(
    "the application is healthy while its run is operational",
    health.Status == HealthStatus.Healthy && health.Description!.EndsWith("Operational", StringComparison.Ordinal)
);

var (printed, comparison) = await Comparing.RunAsync(Path.Combine(records, "compared"), CancellationToken.None);
Check("a record tells what was printed", printed == 3);
Check("the regression is found", comparison.Regressions.Select(worse => worse.Key.Path).SequenceEqual(["server.p99"]));

Directory.Delete(records, recursive: true);
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
