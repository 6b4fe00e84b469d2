namespace Beacon.Exchange.Ouch;

/// <summary>The optional fields of the <see cref="Appendages"/> (OUCH 5.0 rev 1.04, Appendix A). Other tags are not known there.</summary>
public enum OptionTag : byte
{
    /// <summary>Length 8, outbound only: the reference number of the displayed part of an order.</summary>
    SecondaryOrderReference = 1,

    /// <summary>Length 4: the firm that the order is entered for, if not the account's own.</summary>
    Firm = 2,

    /// <summary>Length 4: the fewest shares that may be executed.</summary>
    MinimumQuantity = 3,

    /// <summary>Length 1: R retail, N not.</summary>
    CustomerType = 4,

    /// <summary>Length 4: the shares that are displayed of a reserve order.</summary>
    MaximumFloor = 5,

    /// <summary>Length 1: L limit, or a kind of peg.</summary>
    PriceType = 6,

    /// <summary>Length 4: distance of a peg.</summary>
    PegOffset = 7,

    /// <summary>Length 8: discretionary price.</summary>
    DiscretionPrice = 9,

    /// <summary>Length 1: kind of the discretionary price.</summary>
    DiscretionPriceType = 10,

    /// <summary>Length 4: distance of a discretionary peg.</summary>
    DiscretionPegOffset = 11,

    /// <summary>Length 1: P the order must not take liquidity, N it may.</summary>
    PostOnly = 12,

    /// <summary>Length 4: how far the displayed shares of a reserve order vary.</summary>
    RandomReserves = 13,

    /// <summary>Length 4: a routing strategy.</summary>
    Route = 14,

    /// <summary>Length 4: seconds until an order of time in force 6 expires, below 86,400.</summary>
    ExpireTime = 15,

    /// <summary>Length 1: Y or N.</summary>
    TradeNow = 16,

    /// <summary>Length 1: handling instructions.</summary>
    HandlingInstructions = 17,

    /// <summary>Length 1, outbound only: how an order improves the best bid or offer.</summary>
    BestBidOfferWeight = 18,

    /// <summary>Length 4, outbound only: displayed shares.</summary>
    DisplayQuantity = 22,

    /// <summary>Length 8, outbound only: displayed price.</summary>
    DisplayPrice = 23,

    /// <summary>Length 2: a group that a mass cancel may name.</summary>
    GroupId = 24,

    /// <summary>Length 1: Y or N: whether the shares of a short sale are located.</summary>
    SharesLocated = 25,

    /// <summary>Length 4: the broker of the located shares.</summary>
    LocateBroker = 26,

    /// <summary>Length 1: side, of a replacement or a mass cancel.</summary>
    Side = 27,

    /// <summary>Length 1: which of an account's sequences of user reference numbers is meant; 0, the default: the first.</summary>
    UserRefIndex = 28,
}
