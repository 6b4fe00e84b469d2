using Spectre.Console;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Console;

/// <summary>A line of markup that wraps at the width of the terminal, within words if it must.</summary>
/// <param name="markup">The line as markup.</param>
internal sealed class ScreenLine(string markup) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        IRenderable line = new Markup(markup) { Overflow = Overflow.Fold };
        return line.Render(options, maxWidth).Append(Segment.LineBreak);
    }
}
