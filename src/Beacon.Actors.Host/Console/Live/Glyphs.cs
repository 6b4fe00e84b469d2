namespace Beacon.Actors.Host.Console.Live;

/// <summary>The characters that are drawn with: ASCII where the locale can't show others (locale(7)).</summary>
internal sealed record Glyphs(char Done, char Left, string Cut, string Dot)
{
    public static Glyphs Unicode { get; } = new('█', '░', "…", "·");

    public static Glyphs Ascii { get; } = new('#', '-', "~", "-");
}
