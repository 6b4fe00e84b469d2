namespace Beacon.Exchange.Ouch;

/// <summary>
/// Why shares of an order were canceled (OUCH 5.0 rev 1.04, Order Canceled). Other letters may come over the wire and are kept as they
/// are.
/// </summary>
public enum CancelReason : byte
{
    /// <summary>The user asked for it.</summary>
    User = (byte)'U',

    /// <summary>They were to be executed immediately or not at all.</summary>
    ImmediateOrCancel = (byte)'I',

    /// <summary>The time in force has ended.</summary>
    Timeout = (byte)'T',

    /// <summary>The order is for hours that were over when it came.</summary>
    Closed = (byte)'E',

    /// <summary>
    /// The order was to add liquidity only, and a displayed order of the other side stands at its price or better.
    /// </summary>
    PostOnly = (byte)'G',
}
