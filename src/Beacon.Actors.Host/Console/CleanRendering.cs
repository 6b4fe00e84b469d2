using Spectre.Console;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Cleans what a console renders, as <see cref="CleanWriter"/> cleans text: only the control sequences of the console library itself reach
/// the terminal.
/// </summary>
internal sealed class CleanRendering : IRenderHook
{
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Cleaned(renderable));

    private sealed class Cleaned(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner
                .Render(options, maxWidth)
                .Select(segment =>
                    segment.IsControlCode || segment.IsLineBreak || CleanWriter.Cleaned(segment.Text) is var text && text == segment.Text
                        ? segment
                        : new Segment(text, segment.Style)
                );
    }
}
