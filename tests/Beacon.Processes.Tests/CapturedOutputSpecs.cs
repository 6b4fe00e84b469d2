using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Processes.Portable;

namespace Beacon.Processes.Tests;

/// <summary>By the output thread of the engine of Linux.</summary>
public sealed class LinuxCapturedOutputSpecs() : CapturedOutputSpecs(ProcessEngine.Create())
{
    private protected override RecordFolder OpenFull(string path, params string[] full) => new FullDescriptorFolder(path, full);
}

/// <summary>By the thread pool.</summary>
public sealed class PortableCapturedOutputSpecs() : CapturedOutputSpecs(new PortableProcessLauncher())
{
    private protected override RecordFolder OpenFull(string path, params string[] full) => new FullPathFolder(path, full);
}

/// <summary>Output of real programs: logs, index, probes and live lines.</summary>
public abstract class CapturedOutputSpecs : IDisposable
{
    // Reached only by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IProcessLauncher _launcher;
    private readonly LogFolder _folder = new();
    private readonly ConcurrentQueue<ProcessEvent> _events = new();
    private readonly TaskCompletionSource<ProcessDrained> _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly OutputFiles _files;

    private protected CapturedOutputSpecs(IProcessLauncher launcher)
    {
        _launcher = launcher;
        _files = new OutputFiles(_folder.Folder, "app.out.log", "app.err.log") { ArrivalIndex = "app.index" };
    }

    private protected abstract RecordFolder OpenFull(string path, params string[] full);

    public void Dispose()
    {
        (_launcher as IDisposable)?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_flood_of_output_is_stored_completely_in_parts_and_indexed_completely()
    {
        var drained = await RunAsync(
            Spec("seq 1000000") with
            {
                Files = _files with { RotateAtBytes = 100_000 },
                StatisticsMarker = "999990",
            }
        );

        var expected = string.Concat(Enumerable.Range(1, 1_000_000).Select(line => $"{line}\n"));
        Assert.Equal(expected, _folder.Content);
        Assert.True(_folder.Parts.Count() > 10);
        Assert.Equal(expected.Length, ArrivalIndex.Read(_folder.Folder, "app.index").Sum(arrival => arrival.Length));
        Assert.Equal("999990\n".Length * 10 + "1000000\n".Length, drained.MarkerFromEnd);
        Assert.Equal(0, drained.UnstoredBytes);
    }

    [Fact]
    public async Task A_receiver_that_acknowledges_each_batch_gets_every_line()
    {
        await RunAsync(Spec("seq 5000"), consume: true);

        Assert.Equal(Enumerable.Range(1, 5000).Select(line => $"{line}"), Lines().Select(line => line.Text));
    }

    [Fact]
    public async Task A_receiver_that_does_not_acknowledge_misses_the_oldest_lines_and_gets_their_count()
    {
        await RunAsync(Spec("seq 2000000"), consume: false);

        var batches = _events.OfType<OutputBatch>().ToList();
        Assert.Equal(2_000_000, batches.Sum(batch => batch.Lines.Length + batch.Skipped));
        Assert.True(batches.Sum(batch => batch.Skipped) > 0);
        Assert.Equal("2000000", Lines().Last().Text);
    }

    [Fact]
    public async Task A_log_probe_sees_every_line_even_if_the_receiver_misses_lines()
    {
        var probes = new[] { "^1$", "^777777$", "^2000000$", "^never$" }
            .Select(pattern => new LogProbe(new OutputPattern(pattern), null))
            .ToImmutableArray();
        await RunAsync(Spec("seq 2000000") with { LogProbes = probes }, consume: false);

        Assert.Equal(probes.Take(3), _events.OfType<LogMatched>().Select(matched => matched.Probe));
    }

    [Fact]
    public async Task A_log_probe_matches_a_coloured_line_without_its_escape_sequences()
    {
        var probe = new LogProbe(new OutputPattern("^server ready$"), null);
        await RunAsync(Spec(@"printf '\033[32mserver\033[0m ready\n'") with { LogProbes = [probe] });

        Assert.Single(_events.OfType<LogMatched>());
        Assert.Equal("\u001B[32mserver\u001B[0m ready\n", _folder.Content);
    }

    [Fact]
    public async Task A_log_probe_matches_progress_lines_and_a_line_without_an_end()
    {
        var probes = new[] { "^50%$", "^ready> $" }.Select(pattern => new LogProbe(new OutputPattern(pattern), null)).ToImmutableArray();
        await RunAsync(Spec(@"printf '10%%\r50%%\rdone\n'; printf 'ready> '") with { LogProbes = probes });

        Assert.Equal(2, _events.OfType<LogMatched>().Count());
        Assert.Equal(["10%", "50%", "done", "ready> "], Lines().Select(line => line.Text));
        Assert.Equal("10%\r50%\rdone\nready> ", _folder.Content);
    }

    [Fact]
    public async Task A_long_line_is_cut_for_display_and_stored_whole_and_invalid_UTF8_is_replaced()
    {
        await RunAsync(Spec(@"head -c 300000 /dev/zero | tr '\0' x; printf '\nb\377d\n'"));

        Assert.Equal([4096, 3], Lines().Select(line => line.Text.Length));
        Assert.Equal("b\uFFFDd", Lines().Last().Text);
        Assert.Equal(300_000 + "\nb.d\n".Length, new FileInfo(_folder.Log).Length);
    }

    [Fact]
    public async Task On_a_full_disk_the_program_runs_on_and_the_error_is_reported_once_with_a_count_of_lost_bytes()
    {
        using var folder = OpenFull(_folder.Root, "app.out.log", "app.index");
        var drained = await RunAsync(Spec("seq 500000; seq 10 >&2; exit 7") with { Files = _files with { Folder = folder } });

        Assert.Equal(Enumerable.Range(1, 500_000).Sum(line => $"{line}\n".Length), drained.UnstoredBytes);
        Assert.Equal("No space left on device", Assert.Single(_events.OfType<OutputNotStored>()).Reason);
        Assert.Equal(7, Assert.Single(_events.OfType<ProcessExited>()).Status.Code);
        Assert.Equal(10, (await File.ReadAllLinesAsync(_folder.PathOf("app.err.log"))).Length);
    }

    [Fact]
    public void Output_that_is_never_acknowledged_allocates_no_memory()
    {
        using var archive = new LogArchive();
        var spec = Spec("") with { Files = _files with { RotateAtBytes = long.MaxValue / 2 }, StatisticsMarker = "FINAL STATISTICS" };
        using var output = new CapturedOutput(spec, Stopwatch.GetTimestamp(), archive, _ => { });
        var lines = new byte[100_000];
        for (var index = 0; index < lines.Length; index++)
            lines[index] = (byte)(index % 100 == 99 ? '\n' : 'x');

        // The first flush reports lines to a receiver that never acknowledges them.
        for (var round = 0; round < 50; round++)
            AppendAndFlush();

        // The runtime itself allocates now and then on any thread, when it compiles a method again. What a round needs, each needs.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedByRounds()));

        long AllocatedByRounds()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var round = 0; round < 50; round++)
                AppendAndFlush();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void AppendAndFlush()
        {
            output.Append(OutputStream.Stdout, lines);
            output.Append(OutputStream.Stderr, lines.AsSpan(0, 1000));
            output.Flush();
        }
    }

    private IEnumerable<OutputLine> Lines() => _events.OfType<OutputBatch>().SelectMany(batch => batch.Lines);

    private LaunchSpec Spec(string script) =>
        new()
        {
            Run = "run",
            Component = "app",
            Program = "sh",
            Args = ["-c", script],
            WorkingDirectory = _folder.Root,
            Environment = ImmutableSortedDictionary<string, string?>.Empty,
            Files = _files,
            DrainTimeout = Patience,
        };

    private Task<ProcessDrained> RunAsync(LaunchSpec spec, bool consume = true)
    {
        var launched = new TaskCompletionSource<IProcess>();
        var process = _launcher.Launch(
            spec,
            happened =>
            {
                _events.Enqueue(happened);
                if (consume && happened is OutputBatch)
                    launched.Task.ContinueWith(process => process.Result.AcknowledgeOutput(), TaskScheduler.Default);
                if (happened is LaunchFailed failed)
                    _drained.TrySetException(new InvalidOperationException(failed.Reason));
                if (happened is ProcessDrained drained)
                    _drained.TrySetResult(drained);
            }
        );
        launched.SetResult(process);
        return _drained.Task.WaitAsync(Patience);
    }
}
