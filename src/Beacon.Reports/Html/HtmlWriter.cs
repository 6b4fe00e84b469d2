using System.Security;
using Beacon.Reports.Exporting;

namespace Beacon.Reports.Html;

/// <summary>
/// Writes HTML and SVG. Data from a run is only written as text or attribute values, which are cleaned and escaped; tags and attribute
/// names are constants.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>The limit of rows in a table, so that a browser can open the page of a large run.</summary>
    public const int MostRows = 2000;

    /// <summary>Opens an element; disposing of the returned scope closes it.</summary>
    public Scope Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(tag, attributes);
        output.Write('>');
        return new Scope(this, tag);
    }

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

    public void Text(string text) => output.Write(SecurityElement.Escape(CleanText.Lines(text)));

    /// <summary>Writes constant markup without escaping: the style and the script of the page.</summary>
    public void Constant(string markup) => output.Write(markup);

    public Scope Section(string heading, string? kind = null)
    {
        var section = Open("section", ("class", kind));
        Element("h2", heading);
        return section;
    }

    public void Note(string text) => Element("p", text, ("class", "note"));

    public void Cells(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
            Element("td", cell);
    }

    public void Headings(params ReadOnlySpan<string> columns)
    {
        using var row = Open("tr");
        foreach (var column in columns)
            Element("th", column, ("scope", "col"));
    }

    public void Fact(string name, string value)
    {
        using var fact = Open("div");
        Element("dt", name);
        Element("dd", value);
    }

    /// <summary>Opens what is scrolled to the side where it is too wide, also by the keyboard.</summary>
    public Scope Scrolling(string label) => Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", label));

    /// <summary>Writes lines of a program's output, which are scrolled where they are many, also by the keyboard.</summary>
    public void Output(IEnumerable<string> lines) => Element("pre", string.Join('\n', lines), ("tabindex", "0"));

    public void LegendItem(string swatch, string text)
    {
        using var item = Open("li");
        Element("i", "", ("class", $"swatch {swatch}"));
        Text(text);
    }

    /// <summary>Opens a chart that is described to those who do not see it. An image has no links in it; a group of links may.</summary>
    public Scope Chart(string kind, int height, string label, string? width = null, bool hasLinks = false) =>
        Open(
            "svg",
            ("class", kind),
            ("width", width),
            ("height", $"{height}"),
            ("role", hasLinks ? "group" : "img"),
            ("aria-label", label)
        );

    public void Line(string kind, string x1, string x2, string y1, string y2) =>
        Leaf("line", ("class", kind), ("x1", x1), ("x2", x2), ("y1", y1), ("y2", y2));

    public void Label(string kind, string text, string x, string y, string? shift = null) =>
        Element("text", text, ("class", kind), ("x", x), ("y", y), ("dy", shift));

    private void Begin(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write($"<{tag}");
        foreach (var (name, value) in attributes)
            if (value is not null)
            {
                output.Write($" {name}=\"");
                Text(value);
                output.Write('"');
            }
    }

    /// <summary>An open element.</summary>
    public readonly struct Scope(HtmlWriter html, string tag) : IDisposable
    {
        public void Dispose() => html.Constant($"</{tag}>");
    }
}
