using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Reading;
using Beacon.Records.Recording;

namespace Beacon.Records.Tests.Recording;

public sealed class RunRecorderSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();

    private RunPlan Plan =>
        RunPlan
            .Create("beacon", "/")
            .RecordsIn(_records.Results)
            .Add(
                new ComponentSpec
                {
                    Name = "a",
                    Title = "a",
                    Command = "sh",
                    WorkingDirectory = "/",
                }
            )
            .Build();

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task A_verdict_that_cannot_be_written_is_reported_and_is_still_in_the_events()
    {
        var recorder = RunRecorder.Create(Plan, DateTimeOffset.UtcNow);
        Directory.CreateDirectory(Path.Combine(recorder.Folder, "run.json/in-the-way"));
        var result = await CompleteAsync(recorder);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(ProblemKind.RecordNotWritten, problem.Kind);
        Assert.Contains("run.json could not be written", problem.Message);
        Assert.Equal((RunOutcome.Completed, 0), (result.Outcome, result.ExitCode));

        var record = RecordReader.Read(recorder.Folder);
        Assert.Equal((RecordState.CutShort, RunOutcome.Completed), (record.State, record.Result.Outcome));
        Assert.Equal("completed", RunSummary.Of(record).Ending);
        Assert.DoesNotContain(
            Directory.GetFiles(recorder.Folder),
            file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".reserve", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_history_that_cannot_be_written_is_reported_and_the_record_is_complete()
    {
        File.WriteAllText(
            RunHistory.PathIn(_records.Results),
            "not a database, and long enough not to be taken for an empty one, which would be initialized"
        );
        var recorder = RunRecorder.Create(Plan, DateTimeOffset.UtcNow);
        var result = await CompleteAsync(recorder);
        Assert.Contains(
            "the run is not in the history: history.db is damaged; its record is complete, and rebuilding the history adds it",
            Assert.Single(result.Problems).Message
        );
        Assert.Equal(RecordState.Complete, RecordReader.Read(recorder.Folder).State);
    }

    [Fact]
    public void A_record_that_cannot_be_created_leaves_no_files()
    {
        File.WriteAllText(_records.Path(".running"), "a file where a folder should be");
        Assert.ThrowsAny<IOException>(() => RunRecorder.Create(Plan, DateTimeOffset.UtcNow));
        Assert.Empty(Directory.GetDirectories(_records.Results));
    }

    [Fact]
    public async Task A_wall_clock_that_is_set_back_changes_no_duration()
    {
        var startedAt = DateTimeOffset.UtcNow;
        var recorder = RunRecorder.Create(Plan, startedAt);
        await CompleteAsync(
            recorder,
            ResultsFolder.Run(recorder.Run, startedAt) with
            {
                Record = recorder.Folder,
                EndedAt = startedAt.AddHours(-1),
            }
        );
        var run = Assert.Single(RunListing.Read(_records.Results).Runs);
        Assert.Equal(TimeSpan.FromMilliseconds(3001.002), run.Elapsed);
        Assert.True(RecordReader.Read(recorder.Folder).Result.EndedAt < RecordReader.Read(recorder.Folder).Result.StartedAt);
    }

    private static Task<RunResult> CompleteAsync(RunRecorder recorder, RunResult? result = null)
    {
        result ??= ResultsFolder.Run(recorder.Run, DateTimeOffset.UtcNow) with { Record = recorder.Folder };
        recorder.Append(new RunStarted(recorder.Run, recorder.Folder) { At = result.StartedAt, Elapsed = TimeSpan.Zero });
        return recorder.CompleteAsync(
            result,
            new RunFinished(result.Outcome, result.ExitCode, result.Cause, result.Record) { At = result.EndedAt, Elapsed = result.Elapsed }
        );
    }
}
