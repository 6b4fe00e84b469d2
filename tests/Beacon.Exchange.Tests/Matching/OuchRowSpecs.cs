using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.Matching;

/// <summary>What OUCH 5.0 (rev 1.04) asks of an exchange, on literal bytes in both directions.</summary>
public class OuchRowSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;
    private const string Now = "00001F1ACED9F000 ";
    private const string Ten = "00000000000186A0 ";
    private const string Cheaper = "000000000001863C ";
    private const string NoId = "'              ' ";

    private readonly Desk _desk = new();

    [Fact]
    public void A_replacement_that_is_not_valid_does_not_use_its_user_reference_number()
    {
        _desk.Raw(Ann, Enter(3, 'B', 100, Ten));

        Assert.Equal([Canceled(3, 100, 'U')], _desk.Raw(Ann, "'U' 00000003 00000004 000F4240 " + Ten + "'0' 'Y' 'N' " + NoId + "0000"));
        Assert.Equal([Accepted(4, 'B', 100, Ten, 2)], _desk.Raw(Ann, Enter(4, 'B', 100, Ten)));
    }

    [Theory]
    [InlineData("000000007FFFFFFF ")]
    [InlineData("0000000077359400 ")]
    public void The_market_price_trades_at_any_price_and_what_is_left_is_canceled(string market)
    {
        _desk.Raw(Ann, Enter(1, 'S', 60, Ten));

        Assert.Equal(
            [
                Accepted(1, 'B', 100, market, 2),
                Hex("'E' " + Now + "00000001 0000003C " + Ten + "'R' 0000000000000001 0000"),
                Hex("'E' " + Now + "00000001 0000003C " + Ten + "'A' 0000000000000001 0000"),
                Canceled(1, 40, 'I'),
            ],
            _desk.Raw(Bob, Enter(1, 'B', 100, market))
        );
    }

    [Fact]
    public void A_post_only_order_that_would_trade_is_canceled_with_its_reason()
    {
        _desk.Raw(Ann, Enter(1, 'S', 100, Ten));

        Assert.Equal(
            [Accepted(1, 'B', 100, Ten, 2, "02 0C 'P'"), Canceled(1, 100, 'G')],
            _desk.Raw(Bob, Enter(1, 'B', 100, Ten, "02 0C 'P'"))
        );
        Assert.Equal([Accepted(2, 'B', 100, Cheaper, 3, "02 0C 'P'")], _desk.Raw(Bob, Enter(2, 'B', 100, Cheaper, "02 0C 'P'")));
    }

    [Theory]
    [InlineData('0')]
    [InlineData('3')]
    public void An_order_whose_minimum_is_not_there_is_canceled_without_an_execution(char tif)
    {
        _desk.Raw(Ann, Enter(1, 'S', 10, Ten));

        Assert.Equal(
            [Accepted(1, 'B', 200, Ten, 2, "05 03 00000064", tif), Canceled(1, 200, 'I')],
            _desk.Raw(Bob, Enter(1, 'B', 200, Ten, "05 03 00000064", tif))
        );
    }

    [Fact]
    public void An_order_whose_minimum_is_there_trades()
    {
        _desk.Raw(Ann, Enter(1, 'S', 60, Ten));
        _desk.Raw(Ann, Enter(2, 'S', 60, Ten));

        Assert.Equal(6, _desk.Raw(Bob, Enter(1, 'B', 200, Ten, "05 03 00000064", '3')).Length);
    }

    [Fact]
    public void A_replacement_whose_minimum_is_more_than_it_has_left_is_not_valid()
    {
        _desk.Raw(Ann, Enter(1, 'B', 100, Cheaper));
        _desk.Raw(Bob, Enter(1, 'S', 60, Cheaper));
        _desk.Raw(Bob, Enter(2, 'S', 100, Ten));

        // Of a total of 100 shares 60 are executed, so 40 are left: no 50 of them can be executed at once.
        Assert.Equal(
            [Canceled(1, 40, 'U')],
            _desk.Raw(Ann, "'U' 00000001 00000002 00000064 " + Ten + "'0' 'Y' 'N' " + NoId + "0006 05 03 00000032")
        );
    }

    [Fact]
    public void A_post_only_order_rests_if_only_hidden_orders_are_at_its_price_or_better_and_takes_nothing()
    {
        _desk.Raw(Ann, Enter(1, 'S', 100, Ten, display: 'N'));
        _desk.Raw(Ann, Enter(2, 'S', 100, Cheaper, display: 'N'));

        Assert.Equal([Accepted(1, 'B', 100, Ten, 3, "02 0C 'P'")], _desk.Raw(Bob, Enter(1, 'B', 100, Ten, "02 0C 'P'")));
        Assert.Equal([Canceled(1, 100, 'U')], _desk.Raw(Bob, "'X' 00000001 00000000"));
    }

    [Fact]
    public void A_post_only_order_is_canceled_for_a_displayed_order_behind_a_hidden_one()
    {
        _desk.Raw(Ann, Enter(1, 'S', 100, Cheaper, display: 'N'));
        _desk.Raw(Ann, Enter(2, 'S', 100, Ten));

        Assert.Equal(Canceled(1, 100, 'G'), _desk.Raw(Bob, Enter(1, 'B', 100, Ten, "02 0C 'P'"))[^1]);
    }

    [Fact]
    public void An_order_good_till_a_time_expires_with_reason_T()
    {
        Assert.Equal(
            [Accepted(1, 'B', 100, Ten, 1, "05 0F 00000001", '6')],
            _desk.Raw(Ann, Enter(1, 'B', 100, Ten, "05 0F 00000001", '6'))
        );

        _desk.Time += 999_999_999;
        _desk.Engine.Expire();
        Assert.Empty(_desk.Answers());
        _desk.Time += 1;
        _desk.Engine.Expire();

        Assert.Equal(["1 C 1 -100 T"], _desk.Answers());
    }

    [Fact]
    public void An_order_that_has_expired_does_not_trade_with_the_message_that_comes_next()
    {
        _desk.Raw(Ann, Enter(1, 'S', 100, Ten, "05 0F 00000001", '6'));
        _desk.Time += 1_000_000_000;

        Assert.Equal(["1 C 1 -100 T", "2 A 1 B 100 id-1 ref 2 L"], _desk.Enter(Bob, 1, 'B', 100, 10m));
    }

    [Theory]
    [InlineData("'Q' 'Y' 'A' 'N' 'N' ", "000F")]
    [InlineData("'0' 'Q' 'A' 'N' 'N' ", "0003")]
    [InlineData("'0' 'Y' 'A' 'N' 'O' ", "0014")]
    [InlineData("'0' 'Y' 'Q' 'N' 'N' ", "000F")]
    [InlineData("'0' 'Y' 'A' 'Q' 'N' ", "000F")]
    [InlineData("'6' 'Y' 'A' 'N' 'N' ", "000F")]
    public void A_time_in_force_display_cross_type_capacity_or_sweep_that_is_not_there_is_rejected(string fields, string reason) =>
        Assert.Equal(
            [Hex("'J' " + Now + "00000001 " + reason + " 'order-1       '")],
            _desk.Raw(Ann, "'O' 00000001 'B' 00000064 'AAPL    ' " + Ten + fields + "'order-1       ' 0000")
        );

    [Fact]
    public void A_modification_to_more_shares_is_ignored_even_if_it_changes_the_kind_of_sale()
    {
        _desk.Raw(Ann, Enter(1, 'S', 10, Ten));

        Assert.Empty(_desk.Raw(Ann, "'M' 00000001 'T' 00000014"));
        Assert.Equal([Hex("'M' " + Now + "00000001 'T' 0000000A")], _desk.Raw(Ann, "'M' 00000001 'T' 0000000A"));
    }

    [Fact]
    public void A_displayed_order_trades_before_a_hidden_one_of_its_price_that_came_first()
    {
        _desk.Raw(Ann, Enter(1, 'S', 100, Ten, display: 'N'));
        _desk.Raw(Ann, Enter(2, 'S', 100, Ten));

        var answers = _desk.Raw(Bob, Enter(1, 'B', 150, Ten));

        Assert.Equal(Hex("'E' " + Now + "00000002 00000064 " + Ten + "'A' 0000000000000001 0000"), answers[2]);
        Assert.Equal(Hex("'E' " + Now + "00000001 00000032 " + Ten + "'J' 0000000000000002 0000"), answers[4]);
    }

    [Theory]
    [InlineData("00000000000186A1 ")]
    [InlineData("000000000000277A ")]
    public void A_price_from_a_dollar_that_is_not_in_whole_cents_is_rejected(string price) =>
        Assert.Equal([Hex("'J' " + Now + "00000001 001D " + NoId)], _desk.Raw(Ann, Enter(1, 'B', 100, price)));

    [Fact]
    public void A_price_below_a_dollar_may_have_four_decimals() =>
        Assert.Equal([Accepted(1, 'B', 100, "000000000000270F ", 1)], _desk.Raw(Ann, Enter(1, 'B', 100, "000000000000270F ")));

    [Fact]
    public void The_firm_and_the_other_options_are_repeated_by_the_acceptance_and_the_replacement()
    {
        Assert.Equal(
            [Accepted(1, 'B', 100, Ten, 1, "05 02 'FIRM' 03 18 0007")],
            _desk.Raw(Ann, Enter(1, 'B', 100, Ten, "05 02 'FIRM' 03 18 0007"))
        );
        Assert.Equal(
            [
                Hex(
                    "'U' "
                        + Now
                        + "00000001 00000002 'B' 000000C8 'AAPL    ' "
                        + Ten
                        + "'0' 'Y' 0000000000000002 'A' 'N' 'N' 'L' "
                        + NoId
                        + "0009 05 02 'FIRM' 02 0C 'N'"
                ),
            ],
            _desk.Raw(Ann, "'U' 00000001 00000002 000000C8 " + Ten + "'0' 'Y' 'N' " + NoId + "0003 02 0C 'N'")
        );
    }

    [Theory]
    [InlineData("02 1B 'B'", "000F")]
    [InlineData("05 02 'FIRM' 05 02 'FIRM'", "000F")]
    [InlineData("02 10 'Q'", "000F")]
    [InlineData("02 19 'Q'", "000F")]
    [InlineData("02 11 'I'", "0014")]
    [InlineData("02 11 'O'", "001A")]
    public void An_option_that_an_order_may_not_have_that_is_there_twice_or_is_not_supported_is_rejected(string options, string reason) =>
        Assert.Equal([Hex("'J' " + Now + "00000001 " + reason + NoId)], _desk.Raw(Ann, Enter(1, 'B', 100, Ten, options)));

    [Fact]
    public void A_replacement_by_another_firm_is_not_valid_and_cancels_the_order()
    {
        _desk.Raw(Ann, Enter(1, 'B', 100, Ten, "05 02 'FIRM'"));

        Assert.Equal(
            [Canceled(1, 100, 'U')],
            _desk.Raw(Ann, "'U' 00000001 00000002 00000064 " + Ten + "'0' 'Y' 'N' " + NoId + "0006 05 02 'ELSE'")
        );
    }

    [Fact]
    public void An_account_may_have_several_sequences_of_numbers_and_answers_name_theirs()
    {
        _desk.Raw(Ann, Enter(7, 'S', 100, Ten));

        Assert.Equal([Accepted(1, 'S', 100, Ten, 2, "02 1C 05")], _desk.Raw(Ann, Enter(1, 'S', 100, Ten, "02 1C 05")));
        Assert.Equal([Hex("'C' " + Now + "00000001 00000064 'U' 0003 02 1C 05")], _desk.Raw(Ann, "'X' 00000001 00000000 0003 02 1C 05"));
        Assert.Equal([Hex("'Q' " + Now + "00000008")], _desk.Raw(Ann, "'Q'"));
        Assert.Equal([Hex("'Q' " + Now + "00000002 0003 02 1C 05")], _desk.Raw(Ann, "'Q' 0003 02 1C 05"));
    }

    private static string Enter(
        uint userRef,
        char side,
        uint quantity,
        string price,
        string options = "",
        char tif = '0',
        char display = 'Y'
    ) => $"'O' {userRef:X8} '{side}' {quantity:X8} 'AAPL    ' {price} '{tif}' '{display}' 'A' 'N' 'N' {NoId} {WithLength(options)}";

    private static string Accepted(
        uint userRef,
        char side,
        uint quantity,
        string price,
        ulong reference,
        string options = "",
        char tif = '0'
    ) =>
        Hex(
            $"'A' {Now} {userRef:X8} '{side}' {quantity:X8} 'AAPL    ' {price} '{tif}' 'Y' "
                + $"{reference:X16} 'A' 'N' 'N' 'L' {NoId} {WithLength(options)}"
        );

    private static string WithLength(string options) => $"{Bytes(options).Length:X4} {options}";

    private static string Canceled(uint userRef, uint shares, char reason) => Hex($"'C' {Now} {userRef:X8} {shares:X8} '{reason}'");

    private static string Hex(string layout) => Convert.ToHexString(Bytes(layout));
}
