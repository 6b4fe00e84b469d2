using System.Text;

namespace Beacon.Reports.Html;

/// <summary>
/// Writes HTML and SVG. Data from a run is only written as text or attribute values, which are escaped; tags and attribute names are
/// constants.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Opens an element; disposing of the returned scope closes it.</summary>
    public Scope Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        output.Write('>');
        return new Scope(this, tag);
    }

    /// <summary>Writes an element with text.</summary>
    public void Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Open(tag, attributes))
            Text(text);
    }

    /// <summary>Writes an element without content, such as an SVG shape.</summary>
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

    /// <summary>Writes constant markup without escaping: the style and the script of the page.</summary>
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

    // Control characters are replaced: some of them could end an element or a line.
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

    /// <summary>An open element.</summary>
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
