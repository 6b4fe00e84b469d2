namespace Beacon.Exchange.Ouch;

/// <summary>Why an order was rejected (OUCH 5.0 rev 1.04, Order Rejected). Other numbers may come over the wire and are kept as they are.</summary>
public enum RejectReason : ushort
{
    /// <summary>The side is none that there is.</summary>
    InvalidSide = 0x0009,

    /// <summary>The quantity is not within 1 to 999,999.</summary>
    InvalidQuantity = 0x0013,

    /// <summary>The symbol is blank, or not traded here.</summary>
    InvalidSymbol = 0x0017,

    /// <summary>The price is zero or too high.</summary>
    InvalidPrice = 0x001D,
}
