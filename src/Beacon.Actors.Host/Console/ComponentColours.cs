namespace Beacon.Actors.Host.Console;

/// <summary>The colours that tell components apart, the same wherever their output is shown.</summary>
internal static class ComponentColours
{
    private static readonly string[] Colours = ["cyan", "magenta", "blue", "olive", "teal", "purple", "green", "maroon"];

    /// <summary>The colour, as markup names it, of the component at a place in the start order.</summary>
    public static string Of(int place) => Colours[place % Colours.Length];
}
