namespace Beacon.Exchange.Ouch;

/// <summary>
/// How long an order stays (OUCH 5.0 rev 1.04, Time In Force). Other letters may come over the wire and are kept as they are.
/// </summary>
public enum TimeInForce : byte
{
    /// <summary>Until the market closes.</summary>
    Day = (byte)'0',

    /// <summary>Immediate or cancel: what is not executed at once is canceled.</summary>
    ImmediateOrCancel = (byte)'3',

    /// <summary>Until the extended hours end.</summary>
    ExtendedHours = (byte)'5',

    /// <summary>Until a time given in an appendage.</summary>
    GoodTillTime = (byte)'6',

    /// <summary>After hours.</summary>
    AfterHours = (byte)'E',
}
