using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run as plain lines, without a live part.</summary>
internal sealed class PlainConsole(StepPrinter steps) : RunConsole
{
    public override async Task ShowAsync(IBeaconRun run)
    {
        steps.Begin(run.Plan);
        await foreach (var runEvent in run.Events(steps.WantsOutput(run.Plan)))
            steps.Print(runEvent);
    }

    public override void ShowKill(UnixSignal signal) => steps.ShowKill(signal);
}
