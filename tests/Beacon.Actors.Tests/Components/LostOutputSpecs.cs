using Beacon.Actors.Tests.Running;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Components;

public class LostOutputSpecs : RunTest
{
    [Fact]
    public async Task Output_that_could_not_be_stored_is_a_problem_when_it_begins_and_at_the_end_with_its_size()
    {
        Start(Plan(Component("engine") with { EndsRun = true }));
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();

        engine.Reports(new OutputNotStored("/logs/engine.out.log", "No space left on device"));
        var first = await ExpectAsync<ProblemRaised>();
        engine.Reports(new ProcessExited(ExitStatus.Exited(0), Time.GetTimestamp()));
        engine.Reports(new ProcessDrained(null, UnstoredBytes: 12_345));
        var last = await ExpectAsync<ProblemRaised>();
        var finished = await ExpectAsync<RunFinished>();

        Assert.Contains(
            "/logs/engine.out.log of engine can't be written: No space left on device",
            first.Problem.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("12,345 bytes of what engine printed could not be stored", last.Problem.Message, StringComparison.Ordinal);
        Assert.All([first, last], problem => Assert.Equal(ProblemKind.OutputNotStored, problem.Problem.Kind));
        Assert.Equal(RunOutcome.Completed, finished.Outcome);
    }
}
