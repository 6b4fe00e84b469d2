using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Beacon.Dashboard.Guarding;

/// <summary>The secret that the link of a dashboard carries: 256 random bits, made at its start.</summary>
internal sealed class AccessToken
{
    private readonly byte[] _bytes;

    public AccessToken()
    {
        Text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _bytes = Encoding.ASCII.GetBytes(Text);
    }

    /// <summary>The token as it stands in the link.</summary>
    public string Text { get; }

    /// <summary>Whether a text is the token; takes the same time wherever it differs.</summary>
    public bool Is(ReadOnlySpan<char> text) =>
        text.Length <= 200 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text.ToString()), _bytes);
}
