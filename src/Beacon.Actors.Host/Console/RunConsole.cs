using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run while it happens, until its last event.</summary>
internal abstract class RunConsole
{
    public abstract Task ShowAsync(IBeaconRun run);

    /// <summary>A second signal kills everything at once. Called by whatever thread the signal comes on, which must not wait.</summary>
    /// <param name="signal">The signal.</param>
    public virtual void Killing(UnixSignal signal) { }

    public static RunConsole For(CommandSettings settings, TextWriter output, TextWriter error)
    {
        if (settings.Json)
            return new JsonConsole(settings.Follow, output);

        var console = Terminals.For(output, settings.Plain);
        var steps = new StepPrinter(console, settings.Follow, settings.Quiet, TimeZoneInfo.Local);
        return Terminals.IsTerminal(output) && !settings.Plain && !settings.Quiet
            ? new TerminalConsole(console, steps)
            : new PlainConsole(steps);
    }
}
