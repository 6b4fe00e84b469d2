namespace Beacon.Exchange;

/// <summary>
/// Names of sessions. MoldUDP64 and SoupBinTCP number the messages of a session from 1, and a receiver that comes back names the session
/// and the next number: so no two sessions may have the same name.
/// </summary>
public static class SessionName
{
    /// <summary>The longest name, in characters.</summary>
    public const int Length = 10;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>
    /// The name of a session that nobody has named: the microseconds since 1970 to the base of 36, ten characters until 2085. Later
    /// sessions have higher names.
    /// </summary>
    /// <param name="start">When the session begins.</param>
    public static string Of(DateTimeOffset start)
    {
        var left = (start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        Span<char> name = stackalloc char[Length];
        for (var place = Length - 1; place >= 0; place--, left /= Digits.Length)
            name[place] = Digits[(int)(left % Digits.Length)];
        return name.ToString();
    }

    /// <summary>Whether a name can be that of a session: one to ten ASCII letters and digits.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= Length && name.All(char.IsAsciiLetterOrDigit);
}
