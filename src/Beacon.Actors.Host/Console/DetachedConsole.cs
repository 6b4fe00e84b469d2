using Beacon.Actors.Hosting;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Shows a run in the background: as plain lines in the record's <c>console.log</c>, without progress, which <c>beacon ps</c> tells, and
/// until it is operational as JSON to the command that has started it.
/// </summary>
internal sealed class DetachedConsole(TextWriter starter) : RunConsole
{
    public override async Task ShowAsync(IBeaconRun run)
    {
        using var record = RecordFolder.Open(run.Record);
        await using var file = record.CreateNew(RecordLayout.ConsoleFile, bufferBytes: 0);
        await using var lines = new StreamWriter(file) { AutoFlush = true };
        var steps = new StepPrinter(
            Terminals.For(StandardStream.Cleaned(StandardStream.To(lines, RecordLayout.ConsoleFile)), plain: true),
            new StepOptions()
        );
        var reported = ReportAsync(run, file);
        await new PlainConsole(steps, TimeProvider.System, showsProgress: false).ShowAsync(run);
        await reported;
    }

    private async Task ReportAsync(IBeaconRun run, FileStream file)
    {
        await foreach (var happened in run.Events())
        {
            if (happened is RunOperational)
            {
                await LeaveAsync(happened, file);
                return;
            }

            if (RunEventJson.Write(happened) is { } line)
                await starter.WriteLineAsync(line);
            await starter.FlushAsync();
        }

        ProcessEngine.RedirectStandardStreams(file.SafeFileHandle);
    }

    // With the last line the command that has started the run returns: by then nothing of the run may hold on to its streams.
    private static async Task LeaveAsync(RunEvent operational, FileStream file)
    {
        await using var starter = new StreamWriter(
            OperatingSystem.IsLinux()
                ? new FileStream("/proc/self/fd/1", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
                : System.Console.OpenStandardOutput()
        );
        ProcessEngine.RedirectStandardStreams(file.SafeFileHandle);
        try
        {
            await starter.WriteLineAsync(RunEventJson.Write(operational));
            await starter.FlushAsync();
        }
        catch (IOException)
        {
            // Nobody waits for it any more.
        }
    }
}
