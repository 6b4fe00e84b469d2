namespace Beacon.Exchange.Ouch;

/// <summary>
/// Why an order was rejected (OUCH 5.0 rev 1.04, Order Reject Reasons), as far as this engine gives the reason. Other numbers may come over
/// the wire and are kept as they are.
/// </summary>
public enum RejectReason : ushort
{
    /// <summary>The display is none of Y, N, A.</summary>
    InvalidDisplay = 0x0003,

    /// <summary>Reserve orders are not accepted here.</summary>
    InvalidMaximumFloor = 0x0004,

    /// <summary>The side is none that there is.</summary>
    InvalidSide = 0x0009,

    /// <summary>Order entry is disabled for the firm.</summary>
    FirmNotAuthorized = 0x000C,

    /// <summary>The minimum quantity is higher than the quantity.</summary>
    InvalidMinimumQuantity = 0x000D,

    /// <summary>Another field or option has a value that is not valid or not accepted here.</summary>
    Other = 0x000F,

    /// <summary>Pegged and discretionary orders are not accepted here.</summary>
    PeggingNotAllowed = 0x0011,

    /// <summary>The quantity is not within 1 to 999,999.</summary>
    InvalidQuantity = 0x0013,

    /// <summary>Orders for a cross are not accepted here, or there is no such cross.</summary>
    InvalidCrossOrder = 0x0014,

    /// <summary>Orders are not routed from here.</summary>
    RoutingNotAllowed = 0x0016,

    /// <summary>The symbol is blank, or not traded here.</summary>
    InvalidSymbol = 0x0017,

    /// <summary>Retail orders are not accepted here.</summary>
    RetailNotAllowed = 0x001A,

    /// <summary>The price is zero or too high, or from a dollar not in whole cents.</summary>
    InvalidPrice = 0x001D,
}
