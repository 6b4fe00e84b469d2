namespace Beacon.Reports.Exporting;

/// <summary>Cleans text for XML 1.0, which can't contain some characters, not even escaped.</summary>
internal static class XmlText
{
    /// <summary>Replaces what can't be seen, and with U+FFFD what XML can't contain. The writer escapes markup.</summary>
    public static string Clean(string text) => CleanText.Lines(text).Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
}
