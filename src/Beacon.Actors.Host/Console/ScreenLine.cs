using Spectre.Console;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// A line that erases the rest of its row: written over a live region, a shorter line would leave the end of a longer one visible.
/// Wraps at the width of the terminal.
/// </summary>
/// <param name="markup">The line as markup.</param>
internal sealed class ScreenLine(string markup) : Renderable
{
    // ECMA-48, EL: erase to the end of the line.
    private const string EraseToEnd = "\u001b[K";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        IRenderable line = new Markup(markup) { Overflow = Overflow.Fold };
        foreach (var segment in line.Render(options, maxWidth))
        {
            if (segment.IsLineBreak && options.Ansi)
                yield return Segment.Control(EraseToEnd);
            yield return segment;
        }

        if (options.Ansi)
            yield return Segment.Control(EraseToEnd);
        yield return Segment.LineBreak;
    }
}
