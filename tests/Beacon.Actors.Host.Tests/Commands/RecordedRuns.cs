using Beacon.Actors.Host.Commands;

namespace Beacon.Actors.Host.Tests.Commands;

/// <summary>
/// The records of three real runs: one that completed, one that crashed, one whose supervisor was killed. Runs <c>beacon runs</c> on them.
/// </summary>
public sealed class RecordedRuns : IAsyncLifetime
{
    public string Folder { get; } = BeaconProcess.NewFolder();

    public string Results => Path.Combine(Folder, "runs");

    public string Completed { get; private set; } = "";

    public string Failed { get; private set; } = "";

    public string CutShort { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Completed = await RunAsync(
            "calm",
            """
            engine { title = "The Engine", command = bash, ends-run = on, statistics.from = FINAL
                     args = ["-c", "echo FINAL; echo 'Orders Sent: 1,570'; echo 'p99: 4.6 us'"] }
            """
        );
        Failed = await RunAsync(
            "wild",
            """
            engine { command = sleep, args = [1000] }
            algo { title = "Your Algorithm", depends-on = [engine], command = bash
                   args = ["-c", "echo '<b>panic</b> \u001b[31mred'; kill -SEGV $$"] }
            """
        );
        using var killed = Start("wild", "engine { command = sleep, args = [1000] }");
        await killed.ExpectAsync("run_operational");
        await killed.KillAsync();
        CutShort = Newest();
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs <c>beacon runs</c> with these arguments.</summary>
    public Task<Answer> AskAsync(params string[] words) => AskInAsync(Results, words);

    public static async Task<Answer> AskInAsync(string results, params string[] words)
    {
        using StringWriter output = new(),
            error = new();
        var exitCode = await BeaconCommandLine.InvokeAsync(["runs", .. words, "--results", results], output, error);
        return new Answer(exitCode, output.ToString(), error.ToString());
    }

    private async Task<string> RunAsync(string name, string components)
    {
        using var beacon = Start(name, components);
        await beacon.ExitAsync();
        return Newest();
    }

    private BeaconProcess Start(string name, string components)
    {
        File.WriteAllText(
            Path.Combine(Folder, $"{name}.conf"),
            $"beacon {{\n run {{ name = {name}, duration = infinite }}\n components {{\n{components}\n}}\n}}\n"
        );
        var beacon = BeaconProcess.Start(Folder, "--config", $"{name}.conf", "--json");
        beacon.KeepsFolder = true;
        return beacon;
    }

    private string Newest() => Path.GetFileName(Directory.GetDirectories(Results, "2*").MaxBy(Directory.GetCreationTimeUtc)!);

    public sealed record Answer(int ExitCode, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
