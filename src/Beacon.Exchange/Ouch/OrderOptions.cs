using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>The optional fields of an inbound message (OUCH 5.0 rev 1.04, Appendix A) that an engine acts upon.</summary>
public readonly record struct OrderOptions
{
    /// <summary>The firm; null: the account's own.</summary>
    public Mpid? Firm { get; init; }

    /// <summary>The fewest shares that may be executed at the order's entry; 0: any.</summary>
    public uint MinimumQuantity { get; init; }

    /// <summary>Whether the order must not take liquidity.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>Seconds until the order expires; 0: not given.</summary>
    public uint ExpireSeconds { get; init; }

    /// <summary>A side; null: not given.</summary>
    public Side? Side { get; init; }

    /// <summary>The group of the order; 0: none.</summary>
    public ushort Group { get; init; }

    /// <summary>Which of the account's sequences of user reference numbers is meant.</summary>
    public byte UserRefIndex { get; init; }

    /// <summary>
    /// Why an order with these options is rejected; null: it need not be. An option that the message may not have, that is there twice, or
    /// whose value is not valid is a fault.
    /// </summary>
    public RejectReason? Fault { get; init; }

    /// <summary>Reads the options of a message whose appendages are whole.</summary>
    /// <param name="message">The message.</param>
    /// <param name="lengthOffset">Where the length of its appendages stands.</param>
    public static OrderOptions Read(ReadOnlySpan<byte> message, int lengthOffset) => Read(message, lengthOffset, OptionSet.All);

    /// <param name="message">The message.</param>
    /// <param name="lengthOffset">Where the length of its appendages stands.</param>
    /// <param name="allowed">The options that the message may have, of <see cref="OptionSet"/>.</param>
    internal static OrderOptions Read(ReadOnlySpan<byte> message, int lengthOffset, ulong allowed)
    {
        var options = default(OrderOptions);
        for (var appendages = new Appendages(message, lengthOffset); appendages.MoveNext(); )
            if (OptionSet.Has(allowed, appendages.Tag))
            {
                options = options.With((OptionTag)appendages.Tag, appendages.Value);
                allowed &= ~(1ul << appendages.Tag);
            }
            else
            {
                options = options.Refused(RejectReason.Other);
            }

        return options;
    }

    private OrderOptions With(OptionTag tag, ReadOnlySpan<byte> value) =>
        (tag, value.Length) switch
        {
            (OptionTag.Firm, Mpid.Size) => this with { Firm = Mpid.Read(value) is var firm && firm != Mpid.Blank ? firm : null },
            (OptionTag.MinimumQuantity, 4) => this with { MinimumQuantity = BinaryPrimitives.ReadUInt32BigEndian(value) },
            (OptionTag.PostOnly, 1) when value[0] is (byte)'P' or (byte)'N' => this with { IsPostOnly = value[0] == 'P' },
            (OptionTag.ExpireTime, 4) => this with { ExpireSeconds = BinaryPrimitives.ReadUInt32BigEndian(value) },
            (OptionTag.Side, 1) when value[0] is (byte)'B' or (byte)'S' or (byte)'T' or (byte)'E' => this with { Side = (Side)value[0] },
            (OptionTag.GroupId, 2) => this with { Group = BinaryPrimitives.ReadUInt16BigEndian(value) },
            (OptionTag.UserRefIndex, 1) => this with { UserRefIndex = value[0] },
            (OptionTag.CustomerType, 1) when value[0] is (byte)'N' or (byte)' ' => this,
            (OptionTag.CustomerType, 1) when value[0] == 'R' => Refused(RejectReason.RetailNotAllowed),
            (OptionTag.PriceType, 1) when value[0] == 'L' => this,
            (OptionTag.TradeNow, 1) when value[0] is (byte)'Y' or (byte)'N' or (byte)' ' => this,
            (OptionTag.HandlingInstructions, 1) when value[0] == ' ' => this,
            (OptionTag.HandlingInstructions, 1) when value[0] is (byte)'O' or (byte)'T' or (byte)'Q' => Refused(
                RejectReason.RetailNotAllowed
            ),
            (OptionTag.HandlingInstructions, 1) when value[0] == 'I' => Refused(RejectReason.InvalidCrossOrder),
            (OptionTag.SharesLocated, 1) when value[0] is (byte)'Y' or (byte)'N' => this,
            (OptionTag.LocateBroker, Mpid.Size) => this,
            (OptionTag.MaximumFloor or OptionTag.RandomReserves, 4) when value.ContainsAnyExcept((byte)0) => Refused(
                RejectReason.InvalidMaximumFloor
            ),
            (OptionTag.MaximumFloor or OptionTag.RandomReserves, 4) => this,
            (OptionTag.PriceType or OptionTag.DiscretionPriceType, 1) => Refused(RejectReason.PeggingNotAllowed),
            (OptionTag.PegOffset or OptionTag.DiscretionPegOffset, 4) => Refused(RejectReason.PeggingNotAllowed),
            (OptionTag.DiscretionPrice, 8) => Refused(RejectReason.PeggingNotAllowed),
            (OptionTag.Route, Mpid.Size) => Refused(RejectReason.RoutingNotAllowed),
            _ => Refused(RejectReason.Other),
        };

    private OrderOptions Refused(RejectReason reason) => this with { Fault = Fault ?? reason };
}
