using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run from its first event to its last.</summary>
internal abstract class RunConsole
{
    public abstract Task ShowAsync(IBeaconRun run);

    /// <summary>Shows that a second signal kills all components. Called on the thread of the signal, which must not wait.</summary>
    /// <param name="signal">The second signal.</param>
    public virtual void ShowKill(UnixSignal signal) { }

    public static RunConsole For(CommandSettings settings, TextWriter output, TextWriter error)
    {
        if (settings.Json)
            return new JsonConsole(settings.Follow, output);

        var console = Terminals.For(output, settings.Plain);
        if (!Terminals.IsTerminal(output) || settings.Plain || settings.Quiet || Terminals.IsDumb)
            return new PlainConsole(new StepPrinter(console, settings.Follow, settings.Quiet, TimeZoneInfo.Local));

        var region = new LiveRegion(
            StandardStream.Cleaned(output).Trusted,
            () => Terminals.Size,
            console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors
        );
        var steps = new StepPrinter(Terminals.Beside(console, region.Above), settings.Follow, settings.Quiet, TimeZoneInfo.Local);
        return new TerminalConsole(steps, region);
    }
}
