namespace Beacon.Plans.Text;

/// <summary>Finds the halves of characters that <c>"\ud800"</c> makes: no program, file or record can take them.</summary>
internal static class Surrogates
{
    /// <summary>Whether each surrogate of a text has its pair.</summary>
    public static bool ArePaired(ReadOnlySpan<char> text)
    {
        for (var index = 0; (index = text.IndexOfAnyInRange('\uD800', '\uDFFF')) >= 0; text = text[(index + 2)..])
            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return false;
        return true;
    }
}
