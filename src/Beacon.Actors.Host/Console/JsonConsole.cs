using Beacon.Actors.Hosting;
using Beacon.Actors.Recording;

namespace Beacon.Actors.Host.Console;

/// <summary>One event a line, nothing else. A reader that goes away ends the showing, not the run.</summary>
internal sealed class JsonConsole(bool follow, TextWriter output) : RunConsole
{
    public override async Task ShowAsync(IBeaconRun run)
    {
        var isOpen = true;
        await foreach (var happened in run.Events(follow))
        {
            if (!isOpen || RunEventJson.Write(happened) is not { } line) continue;
            try
            {
                await output.WriteLineAsync(line);
                await output.FlushAsync();
            }
            catch (IOException)
            {
                isOpen = false;
            }
        }
    }
}
