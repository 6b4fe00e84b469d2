using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.History;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run from its first event to its last.</summary>
internal abstract class RunConsole
{
    public abstract Task ShowAsync(IBeaconRun run);

    /// <summary>Shows that a second signal kills all components. Called on the thread of the signal, which must not wait.</summary>
    /// <param name="signal">The second signal.</param>
    public virtual void ShowKill(UnixSignal signal) { }

    /// <summary>The console for these settings.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="endsWithSignal">Whether Ctrl+C ends the run, which a terminal is told.</param>
    public static RunConsole For(CommandSettings settings, TextWriter output, TextWriter error, bool endsWithSignal = true)
    {
        if (settings.Json)
            return new JsonConsole(settings.Follow, output);

        var isTerminal = Terminals.IsTerminal(output);
        var options = new StepOptions
        {
            Follow = settings.Follow,
            Quiet = settings.Quiet,
            Statistics = settings.Screen.Statistics,
            IsInteractive = isTerminal && endsWithSignal,
            IsGrouped = settings.Screen.IsCi,
            EarlierOf = EarlierRun.Before,
            HolderOf = ProcessEngine.HolderOf,
        };
        var console = Terminals.For(output, settings.Plain, settings.Screen.Colour);
        if (isTerminal)
            options = options with { RowsOf = () => Terminals.Size.Height };
        if (!isTerminal || settings.Plain || settings.Quiet || settings.Screen.IsCi || Terminals.IsDumb)
            return new PlainConsole(new StepPrinter(console, options), TimeProvider.System);

        var region = new LiveRegion(
            StandardStream.Cleaned(output).Trusted,
            () => Terminals.Size,
            console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors
        );
        return new TerminalConsole(new StepPrinter(Terminals.Beside(console, region.Above), options), region);
    }
}
