using System.Text;
using System.Xml;

namespace Beacon.Reports.Exporting;

/// <summary>Cleans text for XML 1.0, which can't contain most control characters or unpaired surrogates, not even escaped.</summary>
internal static class XmlText
{
    /// <summary>Replaces characters that XML can't contain with U+FFFD. The writer escapes markup.</summary>
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
