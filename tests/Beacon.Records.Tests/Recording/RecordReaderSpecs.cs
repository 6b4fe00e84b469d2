using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Reading;
using Beacon.Records.Statistics;
using CsCheck;

namespace Beacon.Records.Tests.Recording;

public sealed class RecordReaderSpecs : IDisposable
{
    private const string Id = "20261123-184205-beacon-3f9c";

    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void A_recorded_run_is_read_back()
    {
        var written = _records.Complete(ResultsFolder.FailedRun(Id));
        var record = RecordReader.Read(written.Record);
        Assert.Equal(RecordState.Complete, record.State);
        Assert.Equal(Id, record.Id);
        Assert.Equivalent(written, record.Result, strict: true);
    }

    [Fact]
    public void Every_field_of_a_result_is_read_back()
    {
        var text = Gen.String[Gen.Char[' ', '\uD7FF'], 0, 20];
        var milliseconds = Gen.Int[0, int.MaxValue].Select(microseconds => TimeSpan.FromMicroseconds(microseconds));
        var exit = Gen.OneOf(
            Gen.Int[0, 255].Select(ExitStatus.Exited),
            Gen.Select(
                Gen.Int[1, 64],
                Gen.Bool,
                Gen.Bool,
                Gen.Bool,
                (signal, core, inferred, memory) => new ExitStatus(null, (UnixSignal)signal, core, inferred, memory)
            )
        );
        var component = Gen.Select(
            text,
            milliseconds,
            exit,
            Gen.Int[0, 9],
            Gen.Bool,
            Gen.Long[0, 1L << 50],
            text.Array[0, 3],
            (name, ready, end, restarts, killed, bytes, lines) =>
                new ComponentResult
                {
                    Name = name,
                    Title = name,
                    Pid = restarts == 0 ? null : restarts,
                    ReadyAfter = ready,
                    Exit = end,
                    Restarts = restarts,
                    Killed = killed,
                    Usage = killed
                        ? null
                        : new ResourceUsage(ready, 0, 0, 0)
                        {
                            VoluntarySwitches = bytes,
                            MajorFaults = restarts,
                            WrittenBytes = restarts == 0 ? null : bytes,
                        },
                    MaxRssBytes = bytes,
                    LastLines = [.. lines],
                }
        );
        var problem = Gen.Select(Gen.Enum<ProblemKind>(), text, (kind, message) => new Problem(kind, message));
        var statistic = Gen.Select(
            text,
            text,
            Gen.Double[-1e12, 1e12],
            text,
            (name, unit, value, shown) => new Statistic("a", name, name, value, unit, shown)
        );
        Gen.Select(
                component.Array[0, 4],
                problem.Array[0, 4],
                statistic.Array[0, 4],
                Gen.Enum<RunOutcome>(),
                milliseconds,
                (components, problems, statistics, outcome, elapsed) =>
                    ResultsFolder.Run(Id) with
                    {
                        Outcome = outcome,
                        Components = [.. components],
                        Problems = [.. problems],
                        Statistics = [.. statistics],
                        Elapsed = elapsed,
                    }
            )
            .Sample(
                run =>
                {
                    var written = _records.Complete(run);
                    Assert.Equal(RunResultJson.Format(written), RunResultJson.Format(RecordReader.Read(written.Record).Result));
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public void A_number_that_JSON_cannot_express_is_read_back_as_NaN()
    {
        var written = _records.Complete(
            ResultsFolder.Run(Id) with
            {
                Statistics = [new Statistic("a", "", "Ratio", double.PositiveInfinity, "", "inf")],
            }
        );
        var read = Assert.Single(RecordReader.Read(written.Record).Result.Statistics);
        Assert.Equal((double.NaN, "inf"), (read.Value, read.Text.Raw));
    }

    [Fact]
    public void A_record_that_was_cut_short_is_read_up_to_its_last_complete_line()
    {
        var folder = _records.CutShort(
            Id,
            new RunStarted(Id, "/nowhere") { At = ResultsFolder.Start, Elapsed = TimeSpan.Zero },
            new ComponentStarting(17, 1)
            {
                At = ResultsFolder.Start,
                Elapsed = TimeSpan.FromMilliseconds(5),
                Component = "engine",
            },
            new ComponentReady("started", TimeSpan.FromMilliseconds(3))
            {
                At = ResultsFolder.Start,
                Elapsed = TimeSpan.FromMilliseconds(8),
                Component = "engine",
            },
            new RunOperational(TimeSpan.FromMilliseconds(8)) { At = ResultsFolder.Start.AddSeconds(2), Elapsed = TimeSpan.FromSeconds(2) }
        );
        File.AppendAllText(Path.Combine(folder, "events.ndjson"), "{\"event\":\"component_exited\",\"at\":\"2026-11-2");
        File.WriteAllText(Path.Combine(folder, "logs/engine.out.log"), "first\nlast words\n");

        var record = RecordReader.Read(folder);
        Assert.Equal(RecordState.CutShort, record.State);
        Assert.Equal(
            (RunOutcome.Unknown, "beacon", TimeSpan.FromSeconds(2)),
            (record.Result.Outcome, record.Result.Name, record.Result.Elapsed)
        );
        Assert.Equal(TimeSpan.FromMilliseconds(8), record.Result.OperationalAfter);
        var engine = Assert.Single(record.Result.Components);
        Assert.Equal(("engine", 17, null), (engine.Name, engine.Pid, engine.Exit));
        Assert.Equal("logs/engine.out.log", Assert.Single(engine.Logs));
        Assert.Equal("last words", engine.LastLines[^1]);
        Assert.Equal("how the run ended is not known", Assert.Single(record.Result.NotComparable));
        Assert.Equal(4, record.ReadEvents().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"schema\": 1, \"id\": \"2026")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"schema\": 1, \"id\": 3, \"outcome\": \"completed\"}")]
    [InlineData("{\"schema\": 1, \"id\": \"x\", \"outcome\": \"splendid\"}")]
    public void A_damaged_run_json_is_reported_and_the_events_are_read_instead(string json)
    {
        var folder = _records.CutShort(Id, new RunStarted(Id, "/nowhere") { At = ResultsFolder.Start, Elapsed = TimeSpan.Zero });
        File.WriteAllText(Path.Combine(folder, "run.json"), json);
        var record = RecordReader.Read(folder);
        Assert.Equal((RecordState.CutShort, RunOutcome.Unknown), (record.State, record.Result.Outcome));
        Assert.Contains("run.json of 20261123-184205-beacon-3f9c is damaged", Assert.Single(record.Result.Problems).Message);
    }

    [Fact]
    public void A_record_without_events_is_read_as_a_record()
    {
        var record = RecordReader.Read(_records.New(Id));
        Assert.Equal(
            (RecordState.CutShort, RunOutcome.Unknown, TimeSpan.Zero),
            (record.State, record.Result.Outcome, record.Result.Elapsed)
        );
        Assert.Empty(record.Result.Components);
    }

    [Fact]
    public void A_run_whose_supervisor_lives_is_running()
    {
        var folder = _records.New(Id);
        RunningMarks.Set(_records.Folder, Id);
        Assert.Equal(RecordState.Running, RecordReader.Read(folder).State);
        RunningMarks.Clear(_records.Folder, Id);
        Assert.Equal(RecordState.CutShort, RecordReader.Read(folder).State);
    }

    [Fact]
    public void A_record_of_a_newer_schema_is_refused_with_the_way_out()
    {
        var written = _records.Complete(ResultsFolder.Run(Id));
        var path = Path.Combine(written.Record, "run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"schema\": 1", "\"schema\": 7"));
        var refused = Assert.Throws<NewerRecordException>(() => RecordReader.Read(written.Record));
        Assert.Contains(
            $"{Id} was written by a later version of Beacon.Actors: its run.json has schema 7, this version reads up to 1; "
                + "read it with that version, or later",
            refused.Message
        );
    }

    [Fact]
    public void A_field_of_a_later_version_is_skipped()
    {
        var written = _records.Complete(ResultsFolder.Run(Id));
        var path = Path.Combine(written.Record, "run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"schema\": 1", "\"schema\": 1, \"mood\": { \"of\": [\"the\", \"day\"] }"));
        Assert.Equal(RunOutcome.Completed, RecordReader.Read(written.Record).Result.Outcome);
    }

    [Fact]
    public void A_foreign_folder_is_not_a_record()
    {
        Directory.CreateDirectory(_records.Path("notes"));
        Directory.CreateDirectory(_records.Path("site"));
        File.WriteAllText(Path.Combine(_records.Path("site"), "run.json"), "{\"scripts\": {}}");
        Directory.CreateDirectory(_records.Path("20261123-184205-beacon-0000"));
        foreach (var name in new[] { "notes", "site", "20261123-184205-beacon-0000", "nothing" })
        {
            Assert.False(RecordReader.IsRecord(_records.Path(name)));
            Assert.Contains(
                "is not a run record",
                Assert.Throws<InvalidDataException>(() => RecordReader.Read(_records.Path(name))).Message
            );
        }
    }

    [Fact]
    public void A_record_that_was_renamed_keeps_its_id()
    {
        var written = _records.Complete(ResultsFolder.Run(Id));
        Directory.Move(written.Record, _records.Path("before-the-fix"));
        var record = RecordReader.Read(_records.Path("before-the-fix") + "/");
        Assert.Equal(("before-the-fix", Id), (record.Id, record.Result.Id));
        Assert.Equal(_records.Path("before-the-fix"), record.Result.Record);
    }
}
