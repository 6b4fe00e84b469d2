namespace Beacon.Actors.Host.Console;

/// <summary>The colours of components, the same in every view of their output.</summary>
internal static class ComponentColours
{
    private static readonly string[] Colours = ["cyan", "magenta", "blue", "olive", "teal", "purple", "green", "maroon"];

    /// <summary>The markup colour of the component at a place in the start order.</summary>
    public static string Of(int place) => Colours[place % Colours.Length];
}
