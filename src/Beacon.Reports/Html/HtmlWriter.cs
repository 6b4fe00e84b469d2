using System.Text;

namespace Beacon.Reports.Html;

/// <summary>
/// Writes HTML and the SVG in it. Whatever comes from a run goes in as a text or as an attribute's value and is escaped on its way; tags
/// and the names of attributes are ours.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Opens an element; it is closed when what is returned is disposed of.</summary>
    public Scope Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        output.Write('>');
        return new Scope(this, tag);
    }

    /// <summary>An element with a text in it.</summary>
    public void Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Open(tag, attributes))
            Text(text);
    }

    /// <summary>An element with nothing in it, as the shapes of SVG are.</summary>
    public void Leaf(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        output.Write("/>");
    }

    public void Text(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            Write(rune);
    }

    /// <summary>Markup that is a constant of ours: the page's style and script.</summary>
    public void Constant(string markup) => output.Write(markup);

    private void Begin(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null)
                continue;
            output.Write(' ');
            output.Write(name);
            output.Write("=\"");
            Text(value);
            output.Write('"');
        }
    }

    // Control characters are no text, and some would end an element or a line where none ends.
    private void Write(Rune rune)
    {
        switch (rune.Value)
        {
            case '&':
                output.Write("&amp;");
                break;
            case '<':
                output.Write("&lt;");
                break;
            case '>':
                output.Write("&gt;");
                break;
            case '"':
                output.Write("&quot;");
                break;
            case '\'':
                output.Write("&#39;");
                break;
            case '\n' or '\t':
                output.Write((char)rune.Value);
                break;
            case var _ when Rune.IsControl(rune):
                output.Write('\uFFFD');
                break;
            case var _ when rune.IsBmp:
                output.Write((char)rune.Value);
                break;
            default:
                output.Write(rune.ToString());
                break;
        }
    }

    /// <summary>An element that is open.</summary>
    public readonly struct Scope(HtmlWriter html, string tag) : IDisposable
    {
        public void Dispose()
        {
            html.Constant("</");
            html.Constant(tag);
            html.Constant(">");
        }
    }
}
