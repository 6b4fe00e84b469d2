using Spectre.Console;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Console;

/// <summary>Lines that are made for the width of the console.</summary>
/// <param name="linesOf">Makes the lines for a number of columns.</param>
internal sealed class StyledText(Func<int, IEnumerable<StyledLine>> linesOf) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        linesOf(maxWidth)
            .SelectMany(line => line.Parts.Select(part => new Segment(part.Text, StyleOf(part.Tint))).Append(Segment.LineBreak));

    private static Style StyleOf(Tint tint) =>
        tint switch
        {
            Tint.Bold => new Style(decoration: Decoration.Bold),
            Tint.Red => new Style(Color.Maroon),
            Tint.Green => new Style(Color.Green),
            Tint.Yellow => new Style(Color.Olive),
            Tint.Grey => new Style(Color.Grey),
            _ => Style.Plain,
        };
}
