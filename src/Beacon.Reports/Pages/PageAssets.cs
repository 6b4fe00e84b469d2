using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>What the pages' markup needs besides itself.</summary>
public static class PageAssets
{
    /// <summary>The style of the sections, as of <c>report.html</c>.</summary>
    public static string Style => ReportPage.Style;

    /// <summary>The script that shows the values of charts under the pointer.</summary>
    public static string Script => ReportPage.Script;
}
