using System.Globalization;
using System.Runtime.Versioning;
using Beacon.Processes.Linux.Native;
using Beacon.Processes.Linux.Watching;

namespace Beacon.Processes.Tests;

/// <summary>Tests that count the threads of the test process, so that no other test may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[SupportedOSPlatform("linux")]
[Collection(Alone.Name)]
public sealed class WaitingThreadSpecs
{
    [Fact]
    public async Task Many_programs_need_no_thread_each()
    {
        using var launcher = new LinuxProcessLauncher();
        var before = WaitingThreads();
        var programs = Enumerable.Range(0, 400).Select(_ => new LaunchedProgram(launcher, ["sleep", "1000"])).ToList();
        foreach (var program in programs)
            await program.ExpectAsync<ProgramExecuted>();
        var after = WaitingThreads();
        programs.ForEach(program => program.Process.Kill());
        foreach (var program in programs)
        {
            await program.FinishAsync();
            program.Dispose();
        }

        Assert.True(after - before <= 4, $"{after - before} threads more");
    }

    private static int WaitingThreads() =>
        Directory
            .EnumerateDirectories("/proc/self/task")
            .Count(task =>
                ProcFs
                    .ReadText(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), "comm")
                    .Contains("TP Wait", StringComparison.Ordinal)
            );
}
