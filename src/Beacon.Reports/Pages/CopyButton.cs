using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>A button that copies a text; the script of the dashboard does it.</summary>
internal static class CopyButton
{
    /// <summary>Writes the button.</summary>
    /// <param name="html">The page.</param>
    /// <param name="text">What is copied.</param>
    /// <param name="what">What that is: <c>the pid of Web</c>.</param>
    public static void Write(HtmlWriter html, string text, string what) =>
        html.Element(
            "button",
            "",
            ("type", "button"),
            ("class", "copy"),
            ("data-copy", text),
            ("aria-label", $"copy {what}"),
            ("title", "copy")
        );
}
