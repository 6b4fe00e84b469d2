using Beacon.Actors.Hosting;
using Beacon.Records.Json;

namespace Beacon.Actors.Host.Console;

/// <summary>Writes the events of a run as JSON, one per line.</summary>
internal sealed class JsonConsole(bool follow, TextWriter output) : RunConsole
{
    public override async Task ShowAsync(IBeaconRun run)
    {
        await foreach (var runEvent in run.Events(follow))
        {
            if (RunEventJson.Write(runEvent) is not { } line)
                continue;
            await output.WriteLineAsync(line);
            await output.FlushAsync();
        }
    }
}
