using System.Globalization;
using System.Text;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The payload of a login request (SoupBinTCP 3.00, Login Request Packet; 4.10 adds a heartbeat interval behind it).</summary>
/// <param name="User">Offset 0, length 6, padded on the right.</param>
/// <param name="Password">Offset 6, length 10, padded on the right.</param>
/// <param name="Session">Offset 16, length 10, padded on the left; blank: the present one.</param>
/// <param name="Sequence">Offset 26, length 20, ASCII digits padded on the left: the next message wanted; 0: from now on.</param>
public readonly record struct LoginRequest(string User, string Password, string Session, ulong Sequence)
{
    /// <summary>Bytes of the payload in 3.00 and 4.00.</summary>
    public const int Size = 46;

    /// <summary>Bytes of the payload in 4.10.</summary>
    public const int SizeWithHeartbeat = 51;

    /// <summary>Reads a payload; false: its length or its sequence number is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LoginRequest request)
    {
        request = default;
        if (payload.Length is not (Size or SizeWithHeartbeat)) return false;

        var digits = Encoding.ASCII.GetString(payload.Slice(26, 20)).Trim();
        ulong sequence = 0;
        if (digits.Length > 0 && !ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out sequence)) return false;
        request = new LoginRequest(Text(payload[..6]), Text(payload.Slice(6, 10)), Text(payload.Slice(16, 10)), sequence);
        return true;
    }

    /// <summary>Writes the payload as of 3.00; returns its size.</summary>
    public int Write(Span<byte> payload)
    {
        payload[..Size].Fill((byte)' ');
        Encoding.ASCII.GetBytes(User, payload[..6]);
        Encoding.ASCII.GetBytes(Password, payload.Slice(6, 10));
        Encoding.ASCII.GetBytes(Session.PadLeft(10), payload.Slice(16, 10));
        Encoding.ASCII.GetBytes(Sequence.ToString(CultureInfo.InvariantCulture).PadLeft(20), payload.Slice(26, 20));
        return Size;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.ASCII.GetString(field).Trim();
}

/// <summary>The payload of an accepted login (SoupBinTCP 3.00, Login Accepted Packet).</summary>
/// <param name="Session">Offset 0, length 10, padded on the left.</param>
/// <param name="Sequence">Offset 10, length 20, ASCII digits padded on the left: the number of the next sequenced message.</param>
public readonly record struct LoginAccepted(string Session, ulong Sequence)
{
    /// <summary>Bytes of the payload.</summary>
    public const int Size = 30;

    /// <summary>Writes the payload; returns its size.</summary>
    public int Write(Span<byte> payload)
    {
        Encoding.ASCII.GetBytes(Session.PadLeft(10), payload[..10]);
        Encoding.ASCII.GetBytes(Sequence.ToString(CultureInfo.InvariantCulture).PadLeft(20), payload.Slice(10, 20));
        return Size;
    }
}
