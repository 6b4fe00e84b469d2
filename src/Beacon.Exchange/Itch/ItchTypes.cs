namespace Beacon.Exchange.Itch;

/// <summary>The message types of NASDAQ TotalView-ITCH 5.0 and their lengths.</summary>
public static class ItchTypes
{
    /// <summary>The length of a message of that type in bytes; 0: no such type.</summary>
    /// <param name="type">The first byte of the message.</param>
    public static int LengthOf(byte type) =>
        (char)type switch
        {
            'S' => 12,
            'R' => 39,
            'H' => 25,
            'Y' => 20,
            'L' => 26,
            'V' => 35,
            'W' => 12,
            'K' => 28,
            'J' => 35,
            'h' => 21,
            'A' => 36,
            'F' => 40,
            'E' => 31,
            'C' => 36,
            'X' => 23,
            'D' => 19,
            'U' => 35,
            'P' => 44,
            'Q' => 40,
            'B' => 19,
            'I' => 50,
            'N' => 20,
            'O' => 48,
            _ => 0,
        };

    /// <summary>Whether these bytes are one whole message of a known type.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> message) => !message.IsEmpty && LengthOf(message[0]) == message.Length;
}
