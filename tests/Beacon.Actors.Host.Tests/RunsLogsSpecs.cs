using System.Diagnostics;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon runs logs</c> on the record of a real run.</summary>
public sealed class RunsLogsSpecs(RunsLogsSpecs.RecordedRun run) : IClassFixture<RunsLogsSpecs.RecordedRun>
{
    [Fact]
    public async Task What_was_printed_is_one_timeline_that_says_when_who_and_on_which_stream()
    {
        var (exitCode, output, _) = await LogsAsync();
        Assert.Equal(0, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["first  | one", "second | two", "first  ! three"], lines.Take(3).Select(line => line[11..]));
        Assert.Equal(lines.Select(TimeOf).Order(), lines.Select(TimeOf));
    }

    [Fact]
    public async Task One_component_after_the_other_is_told_where_that_is_asked()
    {
        var (_, output, _) = await LogsAsync("--apart", "--grep", "one|two|three");
        Assert.Equal(
            ["first  | one", "first  ! three", "second | two"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[11..])
        );
    }

    [Fact]
    public async Task Components_streams_and_patterns_choose_lines()
    {
        Assert.EndsWith(" second | two\n", (await LogsAsync("second", "--grep", "^t.o$")).Output, StringComparison.Ordinal);
        Assert.Equal("first  ! three\n", (await LogsAsync("--stream", "stderr")).Output[11..]);
        Assert.Equal("", (await LogsAsync("--since", "+1h")).Output);
        Assert.NotEqual("", (await LogsAsync("--since", "1h")).Output);
    }

    [Fact]
    public async Task What_would_move_the_cursor_or_colour_the_screen_is_taken_out()
    {
        var (_, output, _) = await LogsAsync("--grep", "loud");
        Assert.EndsWith("first  | loud \uFFFD\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_a_line_is_an_event()
    {
        var (_, output, _) = await LogsAsync("--grep", "^one$", "--json");
        var happened = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            "component_output first stdout one",
            string.Join(' ', new[] { "event", "component", "stream", "line" }.Select(field => happened.GetProperty(field).GetString()))
        );
        Assert.True(happened.GetProperty("elapsedMs").GetDouble() > 0);
    }

    [Fact]
    public async Task A_reader_who_has_seen_enough_ends_it_in_peace()
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "{ \"$0\" runs logs; echo \"ended with $?\" >&2; } | head -n 1", BeaconProcess.Program])
            {
                WorkingDirectory = run.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.EndsWith("one\n", await output, StringComparison.Ordinal);
        Assert.Equal("ended with 0\n", await error);
    }

    [Theory]
    [InlineData("the run has no component \"frist\"; did you mean \"first\"?", "frist")]
    [InlineData("--grep \"(\" is no regular expression", "--grep", "(")]
    [InlineData("--since \"soon\" is no time; write 10s", "--since", "soon")]
    [InlineData("--stream \"err\" is none of stdout, stderr", "--stream", "err")]
    [InlineData("--merged and --apart can't both hold", "--merged", "--apart")]
    public async Task What_can_t_be_meant_is_refused_with_the_way_out(string expected, params string[] words)
    {
        var (exitCode, _, error) = await LogsAsync(words);
        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static double TimeOf(string line) => double.Parse(line[..10], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(int ExitCode, string Output, string Error)> LogsAsync(params string[] words)
    {
        using var process = Process.Start(
            new ProcessStartInfo(BeaconProcess.Program, ["runs", "logs", .. words])
            {
                WorkingDirectory = run.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>A run of two programs, of which each waits for what the other has printed to be heard, and the first prints much then.</summary>
    public sealed class RecordedRun : IAsyncLifetime
    {
        private BeaconProcess? _beacon;

        public string Folder => _beacon!.Folder;

        public async Task InitializeAsync()
        {
            _beacon = BeaconProcess.StartPlan(
                """
                first {
                  command = sh, ends-run = on, ready { log = one, interval = 5ms }, depends-on = []
                  args = [-c, "echo one; until [ -e go ]; do sleep 0.02; done; echo three >&2; sleep 0.05; printf 'loud \\033[2J\\a\\n'; seq 1 200000"], cwd = "."
                }
                second { command = sh, finishes-itself = on, depends-on = [first], args = [-c, "echo two; sleep 0.1; : > go"] }
                """
            );
            Assert.Equal(0, await _beacon.ExitAsync());
        }

        public Task DisposeAsync()
        {
            _beacon?.Dispose();
            return Task.CompletedTask;
        }
    }
}
