using System.Text;

namespace Beacon.Exchange.Tests.SoupBinTcp;

/// <summary>Bytes as a specification shows them: text in quotes, everything else in hexadecimal.</summary>
internal static class Wire
{
    public static byte[] Bytes(string layout)
    {
        var parts = layout.Split('\'');
        return
        [
            .. parts.SelectMany(
                (part, index) =>
                    index % 2 == 1 ? Encoding.ASCII.GetBytes(part) : Convert.FromHexString(string.Concat(part.Where(char.IsAsciiHexDigit)))
            ),
        ];
    }
}
