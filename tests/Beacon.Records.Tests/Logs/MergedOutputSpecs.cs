using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Logs;

namespace Beacon.Records.Tests.Logs;

/// <summary>Merges the output of real programs that print at the same time.</summary>
[SupportedOSPlatform("linux")]
public sealed class MergedOutputSpecs : IDisposable
{
    private const int Turns = 150;

    private readonly IProcessLauncher _launcher = ProcessEngine.Create(EngineKind.Auto);
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();
    private readonly string _record = Directory.CreateTempSubdirectory("beacon-merged-").FullName;

    private readonly Processes.Files.RecordFolder _files;

    public MergedOutputSpecs() => _files = Processes.Files.RecordFolder.Open(_record);

    public void Dispose()
    {
        ((IDisposable)_launcher).Dispose();
        _files.Dispose();
        Directory.Delete(_record, recursive: true);
    }

    [Fact]
    public async Task The_merged_log_of_three_busy_components_is_in_the_order_of_printing()
    {
        Directory.CreateDirectory(Path.Combine(_record, "logs"));
        string[] names = ["a", "b", "c"];
        using var a = Chatter("a");
        using var b = Chatter("b");
        using var c = Chatter("c");
        LaunchedProgram[] programs = [a, b, c];

        // The programs print numbers in turn, on either stream; the next one prints as soon as the number was received.
        for (var turn = 0; turn < Turns; turn++)
        {
            var program = programs[turn * 7 % 3];
            var text = turn.ToString(CultureInfo.InvariantCulture);
            GiveTurn(program, text);
            await program.ExpectLineAsync($"turn {text}!");
        }

        foreach (var program in programs)
        {
            GiveTurn(program, "end");
            await program.ExpectAsync<ProcessDrained>();
        }

        var lines = MergedLog.Read(_record, names).ToList();
        Assert.Equal(Enumerable.Range(0, Turns).Select(turn => $"turn {turn}!"), lines.Select(line => line.Text.Raw));
        Assert.Equal(Enumerable.Range(0, Turns).Select(turn => names[turn * 7 % 3]), lines.Select(line => line.Component));
        Assert.Equal([OutputStream.Stdout, OutputStream.Stderr], lines.Select(line => line.Stream).Distinct().Order());
    }

    private static void GiveTurn(LaunchedProgram program, string text)
    {
        using var token = new FileStream(Path.Combine(program.Folder, "turn"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        token.Write(Encoding.ASCII.GetBytes($"{text}\n"));
    }

    private LaunchedProgram Chatter(string name)
    {
        const string Script =
            "exec 3<>turn; while read -r n <&3; do "
            + "case $n in end) exit 0;; *[02468]) echo \"turn $n!\";; *) echo \"turn $n!\" >&2;; esac; done";
        return new LaunchedProgram(
            _launcher,
            ["sh", "-c", Script],
            spec =>
            {
                using var making = Process.Start("mkfifo", Path.Combine(spec.WorkingDirectory, "turn"));
                making.WaitForExit();
                return spec with
                {
                    Component = name,
                    RunElapsed = _sinceStart.Elapsed,
                    Files = new OutputFiles(_files, $"logs/{name}.out.log", $"logs/{name}.err.log") { ArrivalIndex = $"logs/{name}.index" },
                };
            }
        );
    }
}
