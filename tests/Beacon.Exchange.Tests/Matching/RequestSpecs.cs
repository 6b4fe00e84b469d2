using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.Matching;

/// <summary>Mass cancel, disable and enable order entry, and query (OUCH 5.0 rev 1.04), on literal bytes.</summary>
public class RequestSpecs
{
    private const int Ann = 1;
    private const string Now = "00001F1ACED9F000 ";
    private const string Ten = "00000000000186A0 ";
    private const string NoId = "'              ' ";

    private readonly Desk _desk = new();

    [Fact]
    public void A_mass_cancel_is_answered_and_cancels_every_live_order_of_the_symbol()
    {
        Enter(1, "'AAPL    '");
        Enter(2, "'MSFT    '");
        Enter(3, "'AAPL    '");

        Assert.Equal(
            [Hex("'X' " + Now + "00000004 'FIRM' 'AAPL    ' 0000"), Canceled(1), Canceled(3)],
            _desk.Raw(Ann, "'C' 00000004 'FIRM' 'AAPL    ' 0000")
        );
        Assert.Equal(
            [Hex("'X' " + Now + "00000005 '    ' '        ' 0003 02 1B 'B'"), Canceled(2)],
            _desk.Raw(Ann, "'C' 00000005 '    ' '        ' 0003 02 1B 'B'")
        );
    }

    [Fact]
    public void A_mass_cancel_of_a_symbol_takes_its_orders_as_they_came_and_those_of_every_sequence_of_numbers()
    {
        Enter(9, "'AAPL    '");
        Enter(1, "'AAPL    '", "02 1C 05");
        Enter(10, "'MSFT    '");
        Enter(11, "'AAPL    '");
        _desk.Raw(Ann, "'X' 0000000B 00000000");
        Enter(12, "'AAPL    '");

        Assert.Equal(
            [Canceled(9), Hex("'C' " + Now + "00000001 00000064 'U' 0003 02 1C 05"), Canceled(12)],
            _desk.Raw(Ann, "'C' 0000000D '    ' 'AAPL    ' 0000")[1..]
        );
        Assert.Equal([Canceled(10)], _desk.Raw(Ann, "'C' 0000000E '    ' '        ' 0000")[1..]);
    }

    [Fact]
    public void A_mass_cancel_means_orders_of_its_firm_its_side_and_its_group_alone()
    {
        Enter(1, "'AAPL    '", "05 02 'ABCD'");
        Enter(2, "'AAPL    '", "05 02 'EFGH'");
        Enter(3, "'AAPL    '", "05 02 'ABCD' 03 18 0009");

        Assert.Single(_desk.Raw(Ann, "'C' 00000004 'ABCD' 'AAPL    ' 0003 02 1B 'S'"));
        Assert.Equal([Canceled(3)], _desk.Raw(Ann, "'C' 00000005 'ABCD' 'AAPL    ' 0004 03 18 0009")[1..]);
        Assert.Equal([Canceled(1)], _desk.Raw(Ann, "'C' 00000006 'ABCD' 'AAPL    ' 0000")[1..]);
    }

    [Fact]
    public void A_blank_firm_means_the_default_firm_of_the_account()
    {
        Enter(1, "'AAPL    '", "05 02 'ABCD'");
        Enter(2, "'AAPL    '");
        Enter(3, "'AAPL    '", "05 02 '    '");

        Assert.Equal([Canceled(2), Canceled(3)], _desk.Raw(Ann, "'C' 00000004 '    ' '        ' 0000")[1..]);
        _desk.Raw(Ann, "'D' 00000005 '    ' 0000");
        Assert.Equal([Hex("'J' " + Now + "00000006 000C " + NoId)], Enter(6, "'AAPL    '"));
        Assert.StartsWith("41", Assert.Single(Enter(7, "'AAPL    '", "05 02 'ABCD'")));
    }

    [Fact]
    public void A_replaced_order_stays_in_its_group()
    {
        Enter(1, "'AAPL    '", "03 18 0009");
        _desk.Raw(Ann, "'U' 00000001 00000002 00000064 " + Ten + "'0' 'Y' 'N' " + NoId + "0000");

        Assert.Equal([Canceled(2)], _desk.Raw(Ann, "'C' 00000003 'FIRM' '        ' 0004 03 18 0009")[1..]);
    }

    [Theory]
    [InlineData("'C' 00000002 'FIRM' 'AAPL    ' 0003 02 0C 'P'")]
    [InlineData("'C' 00000002 'FIRM' 'AAPL    ' 0003 02 1B 'Z'")]
    [InlineData("'C' 00000002 'FIRM' 'AAPL    ' 0006 02 1B 'B' 02 1B 'B'")]
    [InlineData("'C' 00000002 'FIRM' 'AAPL    ' 0003 02 63 00")]
    [InlineData("'X' 00000001 00000000 0003 02 1B 'B'")]
    public void A_request_with_an_option_that_it_may_not_have_is_malformed_and_cancels_nothing(string bytes)
    {
        Enter(1, "'AAPL    '");

        Assert.False(_desk.Engine.Handle(Ann, Bytes(bytes)));

        Assert.Equal([Canceled(1)], _desk.Raw(Ann, "'X' 00000001 00000000"));
    }

    [Fact]
    public void More_firms_than_an_account_has_can_not_be_disabled()
    {
        for (var firm = 1u; firm <= 1000; firm++)
            _desk.Raw(Ann, $"'D' {firm:X8} {firm:X8} 0000");

        Assert.Equal([Hex("'J' " + Now + "000003E9 000C " + NoId)], _desk.Raw(Ann, "'D' 000003E9 'MORE' 0000"));
        Assert.StartsWith("47", Assert.Single(_desk.Raw(Ann, "'D' 000003EA 00000001 0000")));
    }

    [Fact]
    public void A_mass_cancel_with_a_stale_number_is_ignored()
    {
        Enter(5, "'AAPL    '");

        Assert.Empty(_desk.Raw(Ann, "'C' 00000005 'FIRM' 'AAPL    ' 0000"));
        Assert.Equal(1, _desk.Engine.Statistics.Ignored);
    }

    [Fact]
    public void While_order_entry_is_disabled_orders_are_rejected_and_what_rests_stays()
    {
        Enter(1, "'AAPL    '");

        Assert.Equal([Hex("'G' " + Now + "00000002 'FIRM' 0000")], _desk.Raw(Ann, "'D' 00000002 'FIRM' 0000"));
        Assert.Equal([Hex("'J' " + Now + "00000003 000C " + NoId)], Enter(3, "'AAPL    '"));
        Assert.Equal([Hex("'J' " + Now + "00000004 000C " + NoId)], Enter(4, "'AAPL    '", "05 02 'FIRM'"));
        Assert.Single(Enter(5, "'AAPL    '", "05 02 'ELSE'"));
        Assert.Equal([Hex("'K' " + Now + "00000006 'FIRM' 0000")], _desk.Raw(Ann, "'E' 00000006 'FIRM' 0000"));
        Assert.StartsWith("41", Assert.Single(Enter(7, "'AAPL    '")));
        Assert.Equal([Canceled(1)], _desk.Raw(Ann, "'X' 00000001 00000000"));
    }

    [Fact]
    public void A_query_is_answered_with_the_next_number_and_uses_none()
    {
        Assert.Equal([Hex("'Q' " + Now + "00000001")], _desk.Raw(Ann, "'Q'"));
        Enter(41, "'AAPL    '");
        Assert.Equal([Hex("'Q' " + Now + "0000002A")], _desk.Raw(Ann, "'Q' 0000"));
        Assert.Equal(0, _desk.Engine.Statistics.Malformed);
    }

    [Theory]
    [InlineData("'C' 00000004 'FIRM' 'AAPL   '")]
    [InlineData("'D' 00000004 'FIR'")]
    [InlineData("'E' 00000004 'FIRM' 0003 02 1B")]
    [InlineData("'Q' 0001")]
    [InlineData("'X' 00000001 00000000 00")]
    public void A_request_that_is_cut_short_is_malformed(string bytes)
    {
        _desk.Open(Ann);

        Assert.False(_desk.Engine.Handle(Ann, Bytes(bytes)));
    }

    [Fact]
    public void A_query_after_the_highest_number_is_answered_with_it_and_not_with_one_that_begins_again()
    {
        Enter(0xFFFFFFFF, "'AAPL    '");

        Assert.Equal([Hex("'Q' " + Now + "FFFFFFFF")], _desk.Raw(Ann, "'Q'"));
        Assert.Empty(Enter(0xFFFFFFFF, "'AAPL    '"));
    }

    [Fact]
    public void A_replacement_while_order_entry_is_disabled_is_not_valid_and_cancels_the_order()
    {
        Enter(1, "'AAPL    '", "05 02 'FIRM'");
        _desk.Raw(Ann, "'D' 00000002 'FIRM' 0000");

        Assert.Equal([Canceled(1)], _desk.Raw(Ann, "'U' 00000001 00000003 000000C8 " + Ten + "'0' 'Y' 'N' " + NoId + "0000"));
    }

    [Fact]
    public void The_end_of_the_day_cancels_what_rests_before_its_event()
    {
        Enter(1, "'AAPL    '");
        Enter(2, "'MSFT    '");
        _desk.Answers();

        _desk.Engine.Close();

        Assert.Equal(["1 C 1 -100 T", "1 C 2 -100 T", "1 S E"], _desk.Answers());
    }

    [Fact]
    public void The_day_is_opened_and_closed_by_system_events()
    {
        _desk.Open(Ann);
        _desk.Engine.Close();

        Assert.Equal(["1 S S", "1 S E"], _desk.Answers());
    }

    private string[] Enter(uint userRef, string symbol, string options = "") =>
        _desk.Raw(Ann, $"'O' {userRef:X8} 'B' 00000064 {symbol} {Ten} '0' 'Y' 'A' 'N' 'N' {NoId} {Bytes(options).Length:X4} {options}");

    private static string Canceled(uint userRef) => Hex($"'C' {Now} {userRef:X8} 00000064 'U'");

    private static string Hex(string layout) => Convert.ToHexString(Bytes(layout));
}
