using System.Collections.Immutable;
using Beacon.Actors.Running;
using Beacon.Actors.Tests.Running;
using Beacon.Plans;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Recording;

namespace Beacon.Actors.Tests.Components;

/// <summary>A run whose logs lie on a mount that never answers.</summary>
public class LogHarvestSpecs : RunTest
{
    [Fact]
    public async Task A_log_that_is_not_read_within_two_minutes_is_given_up_with_a_problem()
    {
        using var mount = new DeadMount(Recorder);
        await EndComponentAsync(mount);

        Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Null(Recorder.Result);
        Time.Advance(TimeSpan.FromTicks(1));

        await ExpectNoStatisticsAsync("its log was not read within 2m; name a marker (statistics.from), or print less");
    }

    [Fact]
    public async Task A_run_that_is_killed_waits_for_no_log()
    {
        using var mount = new DeadMount(Recorder);
        await EndComponentAsync(mount);

        Run.Tell(new RunProtocol.KillRun(), TestActor);

        await ExpectNoStatisticsAsync("the second signal came before its log was read");
    }

    private async Task EndComponentAsync(DeadMount mount)
    {
        Start(
            Plan(
                Component("bench") with
                {
                    EndsRun = true,
                    Statistics = new StatisticsSpec { From = "RESULT" },
                }
            ),
            mount
        );
        var bench = await StartedAsync("bench");
        await ExpectAsync<RunOperational>();
        mount.IsDead = true;
        bench.Exits(0);
        await mount.Asked;
    }

    private async Task ExpectNoStatisticsAsync(string reason)
    {
        var problem = await ExpectAsync<ProblemRaised>(raised => raised.Problem.Kind == ProblemKind.NoStatistics);
        Assert.Equal($"no statistics of bench: {reason}", problem.Problem.Message);
        await ExpectAsync<RunFinished>();
    }

    private sealed class DeadMount(IRunRecorder recorder) : IRunRecorder, IDisposable
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _answer = new();

        public bool IsDead { get; set; }

        public Task Asked => _asked.Task;

        public string Run => recorder.Run;

        public string Folder => recorder.Folder;

        public RecordFolder? Files
        {
            get
            {
                if (!IsDead)
                    return recorder.Files;
                _asked.TrySetResult();
                _answer.Wait();
                return null;
            }
        }

        public ImmutableArray<string> LogsOf(string component) => recorder.LogsOf(component);

        public void Append(RunEvent happened) => recorder.Append(happened);

        public Task<RunResult> CompleteAsync(RunResult result, RunFinished finished) => recorder.CompleteAsync(result, finished);

        public Task<Problem?> ReportAsync(RunResult result) => recorder.ReportAsync(result);

        public void Dispose() => _answer.Set();
    }
}
