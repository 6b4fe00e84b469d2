namespace Beacon.Actors.Host.Invocation;

/// <summary>Whether colours are wanted (<c>--color</c>).</summary>
internal enum ColourChoice
{
    /// <summary>As the environment says, else on a terminal.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>Decides about colours.</summary>
internal static class ColourChoices
{
    /// <summary>
    /// Whether to use colours. The option wins; then NO_COLOR (no-color.org), FORCE_COLOR (force-color.org), CLICOLOR_FORCE and CLICOLOR
    /// (bixense.com/clicolors), each unless it is empty.
    /// </summary>
    /// <param name="choice">The option.</param>
    /// <param name="isTerminal">Whether the output is a terminal that knows colours.</param>
    /// <param name="variableOf">The variables of the environment.</param>
    public static bool Decide(this ColourChoice choice, bool isTerminal, Func<string, string?> variableOf)
    {
        bool IsSet(string name) => variableOf(name) is { Length: > 0 };
        bool IsOn(string name) => IsSet(name) && variableOf(name) is not "0";
        return choice switch
        {
            ColourChoice.Always => true,
            ColourChoice.Never => false,
            _ when IsSet("NO_COLOR") => false,
            _ when IsSet("FORCE_COLOR") => IsOn("FORCE_COLOR") && variableOf("FORCE_COLOR") is not "false",
            _ when IsOn("CLICOLOR_FORCE") => true,
            _ => isTerminal && variableOf("CLICOLOR") is not "0",
        };
    }
}
