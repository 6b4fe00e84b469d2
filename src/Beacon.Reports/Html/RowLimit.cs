namespace Beacon.Reports.Html;

/// <summary>The limit of rows in a table, so that a browser can open the page of a large run.</summary>
internal static class RowLimit
{
    /// <summary>The maximum number of rows.</summary>
    public const int Rows = 2000;

    /// <summary>Notes that rows were left out, if any.</summary>
    public static void NoteRest(HtmlWriter html, int count, string what, string file)
    {
        if (count > Rows)
            html.Element("p", $"The first {Figures.Count(Rows)} of {Figures.Count(count)} {what}; {file} has all.", ("class", "note"));
    }
}
