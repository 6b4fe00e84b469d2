using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Creates consoles: with colours and a live region on a terminal, with plain lines elsewhere.</summary>
internal static class Terminals
{
    private const int WidthWithoutTerminal = 160;

    public static bool IsTerminal(TextWriter output) =>
        StandardStream.Cleaned(output).IsStandardOutput && !System.Console.IsOutputRedirected;

    public static IAnsiConsole For(TextWriter output, bool plain)
    {
        var isTerminal = IsTerminal(output) && !plain;
        var noColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(StandardStream.Cleaned(output).Trusted),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal && !noColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        console.Pipeline.Attach(new CleanRendering());
        if (!IsTerminal(output))
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
