using System.Diagnostics;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon runs logs</c> on the record of a real run.</summary>
public sealed class RunsLogsSpecs(RunsLogsSpecs.RecordedRun run) : IClassFixture<RunsLogsSpecs.RecordedRun>
{
    [Fact]
    public async Task Output_of_all_components_is_shown_in_one_timeline_with_time_component_and_stream()
    {
        var (exitCode, output, _) = await LogsAsync();
        Assert.Equal(0, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["first  | one", "second | two", "first  ! three"], lines.Take(3).Select(line => line[11..]));
        Assert.Equal(lines.Select(TimeOf).Order(), lines.Select(TimeOf));
    }

    [Fact]
    public async Task With_apart_the_output_is_shown_one_component_after_the_other()
    {
        var (_, output, _) = await LogsAsync("--apart", "--grep", "one|two|three");
        Assert.Equal(
            ["first  | one", "first  ! three", "second | two"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[11..])
        );
    }

    [Fact]
    public async Task Lines_are_filtered_by_component_stream_pattern_and_time()
    {
        Assert.EndsWith(" second | two\n", (await LogsAsync("second", "--grep", "^t.o$")).Output, StringComparison.Ordinal);
        Assert.Equal("first  ! three\n", (await LogsAsync("--stream", "stderr")).Output[11..]);
        Assert.Equal("", (await LogsAsync("--since", "+1h")).Output);
        Assert.NotEqual("", (await LogsAsync("--since", "1h")).Output);
    }

    [Fact]
    public async Task Terminal_escape_sequences_are_removed_from_log_lines()
    {
        var (_, output, _) = await LogsAsync("--grep", "loud");
        Assert.EndsWith("first  | loud \uFFFD\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_each_line_is_a_component_output_event()
    {
        var (_, output, _) = await LogsAsync("--grep", "^one$", "--json");
        var runEvent = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            "component_output first stdout one",
            string.Join(' ', new[] { "event", "component", "stream", "line" }.Select(field => runEvent.GetProperty(field).GetString()))
        );
        Assert.True(runEvent.GetProperty("elapsedMs").GetDouble() > 0);
    }

    [Fact]
    public async Task A_closed_pipe_ends_the_output_with_exit_code_0()
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
    [InlineData("the run has no component \"frist\"; components: first, second; did you mean \"first\"?", "frist")]
    [InlineData("--grep \"(\" is not a regular expression", "--grep", "(")]
    [InlineData("--since \"soon\" is not a duration; write 10s", "--since", "soon")]
    [InlineData("--stream \"err\": expected one of stdout, stderr", "--stream", "err")]
    [InlineData("--merged and --apart exclude each other", "--merged", "--apart")]
    public async Task A_wrong_argument_is_refused_with_the_way_out(string expected, params string[] words)
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

    /// <summary>A run of two programs that print in a fixed order, and of which the first then prints many lines.</summary>
    public sealed class RecordedRun : IAsyncLifetime
    {
        private BeaconProcess? _beacon;

        public string Folder => _beacon!.Folder;

        public async Task InitializeAsync()
        {
            _beacon = BeaconProcess.StartPlan(
                """"
                first {
                  command = sh, ends-run = on, ready { log = one, interval = 5ms }, depends-on = [], cwd = "."
                  args = [-c, """
                    echo one; until [ -e go ]; do sleep 0.02; done
                    echo three >&2; sleep 0.05; printf 'loud \033[2J\a\n'; seq 1 200000
                    """]
                }
                second { command = sh, finishes-itself = on, depends-on = [first], args = [-c, "echo two; sleep 0.1; : > go"] }
                """"
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
