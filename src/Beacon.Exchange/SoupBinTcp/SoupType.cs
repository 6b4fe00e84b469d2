namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The packet types of SoupBinTCP 3.00 to 4.10, by the letter on the wire.</summary>
public enum SoupType : byte
{
    /// <summary>Either way: text for a person.</summary>
    Debug = (byte)'+',

    /// <summary>Server: the login is accepted.</summary>
    LoginAccepted = (byte)'A',

    /// <summary>Server: the login is rejected.</summary>
    LoginRejected = (byte)'J',

    /// <summary>Server: a message that counts in the sequence.</summary>
    SequencedData = (byte)'S',

    /// <summary>Either way: a message that does not count.</summary>
    UnsequencedData = (byte)'U',

    /// <summary>Server: nothing was sent for a second.</summary>
    ServerHeartbeat = (byte)'H',

    /// <summary>Server: the session is over.</summary>
    EndOfSession = (byte)'Z',

    /// <summary>Client: the first packet.</summary>
    LoginRequest = (byte)'L',

    /// <summary>Client: nothing was sent for a second.</summary>
    ClientHeartbeat = (byte)'R',

    /// <summary>Client: the last packet.</summary>
    Logout = (byte)'O',
}
