using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>A part of a page that is replaced as a whole when it changes.</summary>
/// <param name="Name">Its name, the same for as long as the page lives: <c>components</c>.</param>
/// <param name="Html">Its markup. What comes from a run is in it as text only. Empty: there is nothing to show.</param>
public sealed record PageSection(string Name, string Html)
{
    /// <summary>
    /// The id of the element, in the markup of an earlier section, that it is a child of, so that a row of a table changes alone; null: it
    /// stands on the page.
    /// </summary>
    public string? Within { get; init; }

    internal static PageSection Of(string name, Action<HtmlWriter> write)
    {
        var text = new StringWriter();
        write(new HtmlWriter(text));
        return new PageSection(name, text.ToString());
    }
}
