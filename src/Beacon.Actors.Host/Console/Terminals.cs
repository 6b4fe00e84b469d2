using Beacon.Actors.Host.Invocation;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Creates consoles: with colours and a live region on a terminal, with plain lines elsewhere.</summary>
internal static class Terminals
{
    private const int WidthWithoutTerminal = 160;

    public static bool IsTerminal(TextWriter output) =>
        StandardStream.Cleaned(output).IsStandardOutput && !System.Console.IsOutputRedirected;

    /// <summary>The columns and rows of the terminal now.</summary>
    public static (int Width, int Height) Size => (Math.Max(1, System.Console.WindowWidth), Math.Max(1, System.Console.WindowHeight));

    /// <summary>Whether the terminal can only print lines, such as an editor's shell.</summary>
    public static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    /// <summary>A console that writes elsewhere as it would on this one.</summary>
    public static IAnsiConsole Beside(IAnsiConsole console, TextWriter output)
    {
        var beside = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // They would switch on colours where the environment looks like that of a CI service.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(output),
                Ansi = console.Profile.Capabilities.Ansi ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = (ColorSystemSupport)console.Profile.Capabilities.ColorSystem,
                Interactive = InteractionSupport.No,
            }
        );
        beside.Pipeline.Attach(new CleanRendering());
        return beside;
    }

    /// <summary>A console for the output.</summary>
    /// <param name="output">Where the text goes.</param>
    /// <param name="plain">Whether there are to be no control sequences at all.</param>
    /// <param name="colour">Whether there are to be colours.</param>
    public static IAnsiConsole For(TextWriter output, bool plain, ColourChoice colour = ColourChoice.Auto)
    {
        var isTerminal = IsTerminal(output) && !plain && !IsDumb;
        var isColoured = !plain && colour.Decide(isTerminal, Environment.GetEnvironmentVariable);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                // They would switch on colours where the environment looks like that of a CI service.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(StandardStream.Cleaned(output).Trusted),
                Ansi =
                    isColoured && !isTerminal ? AnsiSupport.Yes
                    : isTerminal ? AnsiSupport.Detect
                    : AnsiSupport.No,
                ColorSystem =
                    !isColoured ? ColorSystemSupport.NoColors
                    : isTerminal ? ColorSystemSupport.Detect
                    : ColorSystemSupport.Standard,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        console.Pipeline.Attach(new CleanRendering());
        if (!IsTerminal(output))
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
