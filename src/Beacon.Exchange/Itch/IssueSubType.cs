namespace Beacon.Exchange.Itch;

/// <summary>The type of an issue within its class: one or two ASCII characters (ITCH 5.0, Stock Directory, Issue Sub-Type).</summary>
/// <param name="First">The first character.</param>
/// <param name="Second">The second character; space: there is none.</param>
public readonly record struct IssueSubType(char First, char Second = ' ')
{
    /// <summary>Not applicable.</summary>
    public static readonly IssueSubType NotApplicable = new('Z');

    /// <summary>Reads a type.</summary>
    public static IssueSubType Read(ReadOnlySpan<byte> bytes) => new((char)bytes[0], (char)bytes[1]);

    /// <summary>Writes the type.</summary>
    public void Write(Span<byte> bytes) => (bytes[0], bytes[1]) = ((byte)First, (byte)Second);

    /// <inheritdoc />
    public override string ToString() => $"{First}{Second}".TrimEnd();
}
