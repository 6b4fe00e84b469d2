using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Statistics;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.Tests.Recording;

public sealed class RunHistorySpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NoPatience = TimeSpan.FromSeconds(1);

    private readonly ResultsFolder _records = new();

    private string Database => RunHistory.PathIn(_records.Results);

    public void Dispose() => _records.Dispose();

    [Fact]
    public void A_run_has_a_row_and_each_of_its_components_and_statistics_has_one()
    {
        Add(Make(1));
        Assert.Equal(1L, Ask("SELECT count(*) FROM run"));
        Assert.Equal("Matching Engine, Your Algorithm", Ask("SELECT group_concat(title, ', ') FROM component"));
        Assert.Equal(4.621, Ask("SELECT value FROM statistic WHERE component = 'algo' AND \"group\" = 'Latency' AND name = 'p99'"));
        Assert.Equal("4621 ns", Ask("SELECT printf('%g %s', normalized_value, normalized_unit) FROM statistic WHERE name = 'p99'"));
        Assert.Equal("wal", Ask("PRAGMA journal_mode"));
    }

    [Fact]
    public void The_list_of_runs_is_the_same_with_and_without_a_history()
    {
        Make(1);
        _records.Complete(ResultsFolder.FailedRun("20261123-184206-wild-0001"));
        _records.Complete(
            ResultsFolder.Run("20261123-184207-beacon-0002", ResultsFolder.Start.AddSeconds(2)) with
            {
                Outcome = RunOutcome.Interrupted,
                ExitCode = 130,
                Cause = new Problem(ProblemKind.Interrupted, "the run was ended by SIGINT"),
            }
        );
        var without = RunListing.Read(_records.Results);
        HistoryRebuilding.Rebuild(_records.Results);
        var with = RunListing.Read(_records.Results);
        Assert.Equal(without.Runs.AsEnumerable(), with.Runs.AsEnumerable());
        Assert.Equal(new ListingNote("3 of the runs are not in history.db") { IsForRebuild = true }, Assert.Single(without.Notes));
        Assert.Empty(with.Notes);
    }

    [Fact]
    public void A_run_that_is_added_again_replaces_itself()
    {
        var run = Make(1);
        Add(run);
        Add(run with { ExitCode = 1, Statistics = [] });
        Assert.Equal(1L, Ask("SELECT exit_code FROM run"));
        Assert.Equal(0L, Ask(CountOfPrinted));
    }

    [Fact]
    public void A_deleted_record_is_not_listed_and_a_record_missing_from_the_history_is()
    {
        Add(Make(1));
        Directory.Delete(_records.Path(Make(2).Id), recursive: true);
        Add(ResultsFolder.Run("20261123-184205-gone-0000") with { Record = _records.Path("20261123-184205-gone-0000") });
        Make(3);
        Assert.Equal(
            ["20261123-184203-beacon-0003", "20261123-184201-beacon-0001"],
            RunListing.Read(_records.Results).Runs.Select(run => run.Id)
        );
    }

    // What was measured has rows of its own.
    private const string CountOfPrinted = "SELECT count(*) FROM statistic WHERE \"group\" NOT IN ('measured', 'run')";

    [Fact]
    public async Task Hosts_that_write_at_the_same_time_lose_nothing()
    {
        var runs = Enumerable.Range(0, 60).Select(Make).ToList();
        await Task.WhenAll(
            runs.Chunk(15)
                .Select(chunk =>
                    Task.Factory.StartNew(
                        () => Array.ForEach(chunk, Add),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
        Assert.Equal(60L, Ask("SELECT count(*) FROM run"));
        Assert.Equal(120L, Ask(CountOfPrinted));
        Assert.Empty(RunListing.Read(_records.Results).Notes);
    }

    [Fact]
    public async Task A_run_that_ends_during_a_rebuild_is_in_the_history()
    {
        foreach (var number in Enumerable.Range(0, 40))
            Make(number);
        var running = Enumerable.Range(100, 40).ToList();
        foreach (var number in running)
            Directory.CreateDirectory(_records.Path(Id(number)));
        var adding = Task.Run(() => running.ForEach(number => Add(Make(number))));
        while (!adding.IsCompleted)
            HistoryRebuilding.Rebuild(_records.Results);
        await adding;
        Assert.Equal(80L, Ask("SELECT count(*) FROM run"));
    }

    [Theory]
    [InlineData("this is no database, but it is long enough to be looked at as if it were one, header and all, so that it is refused")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense")]
    public void A_damaged_history_is_reported_and_rebuilt(string content)
    {
        Make(1);
        File.WriteAllText(Database, content);
        var listing = RunListing.Read(_records.Results);
        Assert.Single(listing.Runs);
        Assert.Equal(
            new ListingNote("history.db is damaged; the records were read instead") { IsForRebuild = true },
            Assert.Single(listing.Notes)
        );
        Assert.Throws<HistoryException>(() => Add(Make(2)));

        Assert.Equal(2, HistoryRebuilding.Rebuild(_records.Results).Runs);
        Assert.Empty(RunListing.Read(_records.Results).Notes);
        Assert.Equal(2L, Ask("SELECT count(*) FROM run"));
    }

    [Fact]
    public void A_history_with_a_damaged_page_is_rebuilt()
    {
        foreach (var number in Enumerable.Range(0, 200))
            Make(number);
        HistoryRebuilding.Rebuild(_records.Results);
        using (var file = File.OpenWrite(Database))
        {
            file.Position = 8192;
            file.Write(new byte[file.Length - 8192]);
        }

        Assert.Equal(200, HistoryRebuilding.Rebuild(_records.Results).Runs);
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        Assert.Equal(200L, Ask("SELECT count(*) FROM run"));
    }

    [Fact]
    public void A_history_with_a_flipped_byte_is_listed_or_reported_and_rebuilt()
    {
        foreach (var number in Enumerable.Range(0, 20))
            Make(number);
        HistoryRebuilding.Rebuild(_records.Results);
        var (whole, random) = (File.ReadAllBytes(Database), new Random(1));
        for (var flip = 0; flip < 60; flip++)
        {
            var damaged = whole.ToArray();
            damaged[flip < 20 ? random.Next(100) : random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Database, damaged);

            // A value may have become another; no listing fails, and the records have the truth.
            Assert.InRange(RunListing.Read(_records.Results).Runs.Count(), 1, 20);
        }

        Assert.Equal(20, HistoryRebuilding.Rebuild(_records.Results).Runs);
        Assert.Empty(RunListing.Read(_records.Results).Notes);
        Assert.Equal(20L, Ask("SELECT count(*) FROM run"));
    }

    [Fact]
    public void A_history_is_rebuilt_wherever_it_is_damaged()
    {
        foreach (var number in Enumerable.Range(0, 20))
            Make(number);
        HistoryRebuilding.Rebuild(_records.Results);
        var (whole, random) = (File.ReadAllBytes(Database), new Random(7));
        for (var flip = 0; flip < 200; flip++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(Database, damaged);
            Assert.Equal(20, HistoryRebuilding.Rebuild(_records.Results).Runs);
        }
    }

    [Fact]
    public void An_empty_file_is_a_history_without_runs()
    {
        File.WriteAllText(Database, "");
        Add(Make(1));
        Assert.Equal(1L, Ask("SELECT count(*) FROM run"));
    }

    [Fact]
    public void A_history_locked_by_another_process_is_reported_and_the_records_are_read_instead()
    {
        Add(Make(1));
        using var holder = new SqliteConnection($"Data Source={Database};Pooling=False");
        holder.Open();
        Scalar(holder, "PRAGMA locking_mode = EXCLUSIVE");
        Scalar(holder, "UPDATE run SET exit_code = 7");

        var listing = RunListing.Read(_records.Results);
        Assert.Equal(0, Assert.Single(listing.Runs).ExitCode);
        Assert.Equal(
            new ListingNote("history.db is locked by another process; the records were read instead"),
            Assert.Single(listing.Notes)
        );
        Assert.True(Assert.Throws<HistoryException>(() => RunHistory.Open(_records.Folder, NoPatience)).IsLocked);
    }

    [Fact]
    public void A_history_of_a_later_version_is_unchanged_until_it_is_rebuilt()
    {
        Add(Make(1));
        Ask("PRAGMA user_version = 99");
        var note = Assert.Single(RunListing.Read(_records.Results).Notes);
        Assert.Contains("history.db was written by a later version of Beacon.Actors: it has schema 99, this version knows 3", note.Text);
        Assert.True(note.IsForRebuild);
        Assert.Throws<HistoryException>(() => Add(Make(2)));
        Assert.Equal(2, HistoryRebuilding.Rebuild(_records.Results).Runs);
        Assert.Equal(3L, Ask("PRAGMA user_version"));
    }

    [Fact]
    public void A_history_of_an_earlier_version_is_migrated_with_its_content()
    {
        string[] migrations = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 'new'", "CREATE TABLE b (z)"];
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        HistorySchema.Bring(connection, migrations[..1]);
        Scalar(connection, "INSERT INTO a VALUES ('old')");
        HistorySchema.Bring(connection, migrations);
        Assert.Equal("old new", Scalar(connection, "SELECT x || ' ' || y FROM a"));
        Assert.Equal(3L, Scalar(connection, "PRAGMA user_version"));
        Assert.Equal(0L, Scalar(connection, "SELECT count(*) FROM b"));
    }

    [Fact]
    public void The_next_run_migrates_a_history_without_labels_and_its_runs_stay()
    {
        var old = Make(1);
        using (var sql = new StreamReader(typeof(RunHistory).Assembly.GetManifestResourceStream("Beacon.Records.history-1.sql")!))
            Ask($"{sql.ReadToEnd()}; PRAGMA user_version = 1");
        Ask(
            "INSERT INTO run (folder, id, name, outcome, exit_code, started_at, elapsed_ms, problems, comparable) "
                + $"VALUES ('{old.Id}', '{old.Id}', 'beacon', 'completed', 0, 0, 1, 7, 1)"
        );
        Add(Make(2));
        var runs = RunListing.Read(_records.Results).Runs;
        Assert.Equal([(0, null, false), (7, null, false)], runs.Select(run => (run.Problems, run.Label, run.IsWarmup)));
    }

    [Fact]
    public void The_list_says_why_a_run_is_not_comparable_with_and_without_a_history()
    {
        var spoilt = Make(1);
        _records.Complete(spoilt with { IsWarmup = true, Components = [spoilt.Components[0] with { Restarts = 2 }] });
        for (var rebuilt = 0; rebuilt < 2; rebuilt++)
        {
            var run = Assert.Single(RunListing.Read(_records.Results).Runs);
            Assert.Equal("the run was a warm-up; engine was restarted (2)", string.Join("; ", run.NotComparable));
            Assert.False(run.IsComparable);
            HistoryRebuilding.Rebuild(_records.Results);
        }
    }

    [Fact]
    public void A_run_of_another_plan_than_the_latest_comparable_one_names_that_run()
    {
        Plan(1, "a");
        Plan(2, "b");
        Plan(3, "b");
        _records.Complete(Make(4) with { Outcome = RunOutcome.Failed, Environment = ResultsFolder.Surroundings with { PlanSha256 = "c" } });
        Assert.Equal([Id(3), null, null, Id(3)], RunListing.Read(_records.Results).Runs.Select(run => run.OtherPlanThan));

        void Plan(int number, string hash) =>
            _records.Complete(Make(number) with { Environment = ResultsFolder.Surroundings with { PlanSha256 = hash } });
    }

    [Fact]
    public void The_next_run_migrates_a_history_without_reasons_and_says_of_its_runs_how_they_ended()
    {
        var (failed, spoilt) = (Make(1), Make(2));
        foreach (var version in (int[])[1, 2])
            using (
                var sql = new StreamReader(typeof(RunHistory).Assembly.GetManifestResourceStream($"Beacon.Records.history-{version}.sql")!)
            )
                Ask($"{sql.ReadToEnd()}; PRAGMA user_version = {version}");
        Ask(
            "INSERT INTO run (folder, id, name, outcome, exit_code, started_at, elapsed_ms, problems, comparable) "
                + $"VALUES ('{failed.Id}', '{failed.Id}', 'beacon', 'failed', 1, 0, 1, 0, 0), "
                + $"('{spoilt.Id}', '{spoilt.Id}', 'beacon', 'completed', 0, 1, 1, 7, 0)"
        );
        Add(Make(3));
        var runs = RunListing.Read(_records.Results).Runs;
        Assert.Equal(["", "its record says why", "the run failed"], runs.Select(run => string.Join("; ", run.NotComparable)));
    }

    [Fact]
    public void A_failed_migration_changes_nothing()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        HistorySchema.Bring(connection, ["CREATE TABLE a (x)"]);
        Assert.Throws<SqliteException>(() => HistorySchema.Bring(connection, ["", "CREATE TABLE b (x)", "CREATE TABLE a (x)"]));
        Assert.Equal(1L, Scalar(connection, "PRAGMA user_version"));
        Assert.Equal(1L, Scalar(connection, "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public void A_statistic_that_is_not_finite_has_no_value_in_the_history()
    {
        Add(
            Make(1) with
            {
                Statistics =
                [
                    new Statistic("a", "", "Ratio", double.NaN, "", "nan"),
                    new Statistic("a", "", "Most", double.NegativeInfinity, "", "-inf"),
                ],
            }
        );
        Assert.Equal(2L, Ask("SELECT count(*) FROM statistic WHERE value IS NULL"));
    }

    [Fact]
    public void Removing_a_run_removes_its_components_and_statistics()
    {
        Add(Make(1));
        Add(Make(2));
        using (var history = RunHistory.Open(_records.Folder, Patience))
            history.Remove(["20261123-184201-beacon-0001", "nobody"]);
        Assert.Equal("20261123-184202-beacon-0002", Ask("SELECT group_concat(folder) FROM run"));
        Assert.Equal(2L, Ask("SELECT count(*) FROM component"));
        Assert.Equal(2L, Ask(CountOfPrinted));
    }

    private static string Id(int number) => $"20261123-{1842 + (number / 60)}{number % 60:00}-beacon-{number:x4}";

    private RunResult Make(int number) => _records.Complete(ResultsFolder.Run(Id(number), ResultsFolder.Start.AddSeconds(number)));

    private void Add(RunResult run)
    {
        using var history = RunHistory.Open(_records.Folder, Patience);
        history.Add(run);
    }

    private object? Ask(string question)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return Scalar(connection, question);
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
