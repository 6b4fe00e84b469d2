namespace Beacon.Reports.Html;

/// <summary>How long a table may be: a page of a large run is still one that a browser opens.</summary>
internal static class RowLimit
{
    /// <summary>The largest number of rows.</summary>
    public const int Rows = 2000;

    /// <summary>Says how many rows were left out, if any.</summary>
    public static void NoteRest(HtmlWriter html, int count, string what, string file)
    {
        if (count > Rows)
            html.Element("p", $"The first {Figures.Count(Rows)} of {Figures.Count(count)} {what}; {file} has all.", ("class", "note"));
    }
}
