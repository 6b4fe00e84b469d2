using Beacon.Actors.Hosting;

namespace Beacon.Actors.Host.Console;

/// <summary>Lines only. A reader that goes away ends the showing, not the run.</summary>
internal sealed class PlainConsole(StepPrinter steps) : RunConsole
{
    public override async Task ShowAsync(IBeaconRun run)
    {
        steps.Begin(run.Plan);
        var isOpen = true;
        await foreach (var happened in run.Events(steps.WantsOutput(run.Plan)))
        {
            if (!isOpen) continue;
            try
            {
                steps.Print(happened);
            }
            catch (IOException)
            {
                isOpen = false;
            }
        }
    }
}
