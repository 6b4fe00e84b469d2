namespace Beacon.Actors.Host.Tests;

/// <summary>Logs that are larger than the available memory.</summary>
public sealed class LargeLogSpecs : IDisposable
{
    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_log_larger_than_the_heap_is_captured_searched_for_statistics_printed_and_reported()
    {
        File.WriteAllText(
            Path.Combine(_folder, "plan.conf"),
            """
            beacon {
              run.duration = infinite
              components {
                a {
                  command = sh, ends-run = on, statistics.from = FINAL
                  args = ["-c", "yes 'a line like many others' | head -c 100000000; echo; echo FINAL; echo 'Orders Sent: 1,570'"]
                }
              }
            }
            """
        );

        // Limits the garbage-collected heap to 32 MiB: runtimeconfig setting GCHeapHardLimit, in hexadecimal.
        const string Script = """
            export DOTNET_GCHeapHardLimit=0x2000000
            "$0" --config plan.conf --plain && "$0" runs logs > lines && wc -l < lines &&
                "$0" runs logs --grep 'Orders' && "$0" runs report last > report && echo "all done"
            """;
        var output = await BeaconProcess.OutputOfAsync(_folder, "sh", "-c", Script, BeaconProcess.Program);
        Assert.Contains("Orders Sent", output);
        Assert.Contains("4166669", output);
        Assert.Contains("FINAL", File.ReadLines(Path.Combine(_folder, "lines")).TakeLast(2).First());
        Assert.Contains("all done", output);
    }
}
