using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Beacon.Actors.Host.Tests;

/// <summary>The real <c>beacon</c>, started as by a user, in a folder of its own.</summary>
internal sealed partial class BeaconProcess : IDisposable
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Output = Path.GetDirectoryName(typeof(BeaconProcess).Assembly.Location)!;
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(Output))!;
    public static readonly string Root = Path.GetFullPath(Path.Combine(Output, "../../../../.."));

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly StringBuilder _error = new();
    private readonly Process _process;

    private BeaconProcess(string folder, string[] command)
    {
        Folder = folder;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["TESTPROGRAM"] = TestProgram;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                _lines.Writer.TryComplete();
            else
                _lines.Writer.TryWrite(line.Data);
        };
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Program { get; } =
        Environment.GetEnvironmentVariable("BEACON_UNDER_TEST")
        ?? Path.Combine(Root, "src/Beacon.Actors.Host/bin", Configuration, "net10.0/beacon");

    public static string TestProgram { get; } = Path.Combine(Root, "tests/Beacon.TestProgram/bin", Configuration, "net10.0/testprogram");

    public string Folder { get; }

    public int Pid => _process.Id;

    /// <summary>Whether the folder stays after this process, for another run in it.</summary>
    public bool KeepsFolder { get; set; }

    public string Error => _error.ToString();

    public IEnumerable<string> Lines => _seen;

    /// <summary>The record folder of the one run.</summary>
    public string Record => field ??= Assert.Single(Directory.GetDirectories(Path.Combine(Folder, "runs"), "2*"));

    public JsonElement RunJson => JsonDocument.Parse(File.ReadAllText(Path.Combine(Record, "run.json"))).RootElement;

    public static string NewFolder() => Directory.CreateTempSubdirectory("beacon-test-").FullName;

    // A background job of a script ignores SIGINT, and one of nohup(1) SIGHUP, which all that it starts inherits.
    public static BeaconProcess Start(string folder, params string[] args) => new(folder, ["env", "--default-signal", Program, .. args]);

    /// <summary>
    /// The same in a cgroup of the test's own, where no other test's <c>beacon</c> looks for what a dead supervisor left; null: here.
    /// </summary>
    public static BeaconProcess StartIn(string? cgroup, string folder, params string[] args) =>
        cgroup is null
            ? Start(folder, args)
            : new(
                folder,
                ["sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", $"{cgroup}/cgroup.procs", "env", "--default-signal", Program, .. args]
            );

    /// <summary>Runs a program in a folder; returns its standard output.</summary>
    public static async Task<string> OutputOfAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        return await process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Starts <c>beacon --json</c> with a plan of these components, in a new folder.</summary>
    public static BeaconProcess StartPlan(string components, string run = "duration = infinite", params string[] more) =>
        Start(WritePlan(components, run), ["--config", "plan.conf", "--json", .. more]);

    /// <summary>The same, as the user nobody: without a cgroup, and without a look into programs that have capabilities.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public static BeaconProcess StartPlanAsNobody(string components, string run, string folder)
    {
        File.WriteAllText(Path.Combine(folder, "plan.conf"), PlanText(components, run));
        File.SetUnixFileMode(folder, (UnixFileMode)0b001_111_111_111); // sticky, as /tmp
        string[] asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", $"HOME={folder}"];
        return new(folder, [.. asNobody, Program, "--config", "plan.conf", "--json"]);
    }

    /// <summary>The same, by a parent that ignores and blocks all signals.</summary>
    public static BeaconProcess StartPlanWithSignalsLost(string components, string run, params string[] more) =>
        new(WritePlan(components, run), [TestProgram, "lose-signals", Program, "--config", "plan.conf", "--json", .. more]);

    private static string WritePlan(string components, string run)
    {
        var folder = NewFolder();
        File.WriteAllText(Path.Combine(folder, "plan.conf"), PlanText(components, run));
        return folder;
    }

    private static string PlanText(string components, string run) => $"beacon {{\n run {{ {run} }}\n components {{\n{components}\n}}\n}}\n";

    /// <summary>Sends a second signal, late enough to be taken for a second request.</summary>
    public async Task SignalAgainAsync(PosixSignal signal)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(350));
        Signal(signal);
    }

    public void Signal(PosixSignal signal) =>
        Assert.Equal(
            0,
            Kill(
                _process.Id,
                signal == PosixSignal.SIGINT ? 2
                    : signal == PosixSignal.SIGHUP ? 1
                    : 15
            )
        );

    /// <summary>Waits for the next event with this name; skips all others.</summary>
    public async Task<JsonElement> ExpectAsync(string name, string? component = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(patience.Token);
                _seen.Enqueue(line);
                var runEvent = JsonDocument.Parse(line).RootElement;
                if (
                    runEvent.GetProperty("event").GetString() == name
                    && (component is null || (runEvent.TryGetProperty("component", out var of) && of.GetString() == component))
                )
                    return runEvent;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new Xunit.Sdk.XunitException($"no {name} of {component ?? "the run"}; received:\n{string.Join('\n', _seen)}\n{Error}");
        }
    }

    /// <summary>Waits for the next problem of this kind; skips others, which a slow machine may have.</summary>
    public async Task<JsonElement> ExpectProblemAsync(string kind)
    {
        while (true)
        {
            var problem = await ExpectAsync("problem");
            if (problem.GetProperty("kind").GetString() == kind)
                return problem;
        }
    }

    /// <summary>Waits for the next line that contains this text; skips all others.</summary>
    public async Task ExpectLineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(patience.Token);
                _seen.Enqueue(line);
                if (line.Contains(text, StringComparison.Ordinal))
                    return;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new Xunit.Sdk.XunitException($"no line with \"{text}\"; received:\n{string.Join('\n', _seen)}\n{Error}");
        }
    }

    /// <summary>Waits for the exit; returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await foreach (var line in _lines.Reader.ReadAllAsync(patience.Token))
            _seen.Enqueue(line);
        return _process.ExitCode;
    }

    /// <summary>Sends SIGKILL and waits for the guardian, which exits when all components are gone.</summary>
    public async Task KillAsync()
    {
        using var guarding = Process.GetProcessById(await GuardianAsync());
        _process.Kill();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await guarding.WaitForExitAsync(patience.Token);
    }

    /// <summary>The process id of the guardian.</summary>
    public async Task<int> GuardianAsync()
    {
        // The list of children may leave one out while another one goes (proc_pid_task_tid_children(5)).
        using var patience = new CancellationTokenSource(Patience);
        int? guardian;
        while ((guardian = Guardian) is null)
            await Task.Delay(1, patience.Token);
        return guardian.Value;
    }

    /// <summary>The process id of the guardian; null: there is none now, or it was not seen.</summary>
    public int? Guardian =>
        Directory
            .GetDirectories($"/proc/{_process.Id}/task")
            .SelectMany(task => ChildrenOf(task).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pid => (int?)int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault(pid => CommandOf(pid!.Value).Contains("beacon-guardian", StringComparison.Ordinal));

    /// <summary>The words of a process, each ended by NUL; empty: it is gone.</summary>
    public static string CommandOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText($"{task}/children");
        }
        catch (IOException)
        {
            // The thread has ended meanwhile.
            return "";
        }
    }

    /// <summary>Waits until a process is gone, or waits for its parent only.</summary>
    public static async Task UntilGoneAsync(int pid)
    {
        while (File.Exists($"/proc/{pid}/stat"))
        {
            try
            {
                if (File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
                    return;
            }
            catch (IOException)
            {
                return;
            }

            await Task.Yield();
        }
    }

    public static int SendSignal(int pid, int signal) => Kill(pid, signal);

    /// <summary>All processes of this run, found by a variable in their environment.</summary>
    public IReadOnlyList<int> Survivors() => Marked($"BEACON_RECORD={Record}");

    /// <summary>The processes of the run's components, without prepared successors.</summary>
    public IReadOnlyList<int> Members() => [.. Survivors().Intersect(Marked("BEACON_COMPONENT="))];

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        if (!KeepsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private static IReadOnlyList<int> Marked(string mark) =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(int.Parse!)
                .Where(pid => HasMark(pid, mark)),
        ];

    private static bool HasMark(int pid, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
