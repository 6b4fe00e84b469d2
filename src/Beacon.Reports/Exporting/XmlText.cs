using System.Text;
using System.Xml;

namespace Beacon.Reports.Exporting;

/// <summary>Text within XML 1.0, which can't contain most control characters or unpaired surrogates, not even escaped.</summary>
internal static class XmlText
{
    /// <summary>Puts U+FFFD in the place of what XML has no form for. The writer escapes markup.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
                clean.Append(rune);
            else
                clean.Append('\uFFFD');
        return clean.ToString();
    }
}
