namespace Beacon.Exchange;

/// <summary>Buy or sell, by the letter that ITCH and OUCH use.</summary>
public enum Side : byte
{
    /// <summary>A bid.</summary>
    Buy = (byte)'B',

    /// <summary>An offer.</summary>
    Sell = (byte)'S',
}
