using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Tests.Matching;

/// <summary>Whatever a client sends, what is kept of it has a bound.</summary>
public class BoundSpecs
{
    private const int Ann = 1;
    private const int Bob = 2;
    private const int Symbols = ushort.MaxValue;

    [Fact]
    public void An_account_rests_no_more_orders_than_its_limit_and_each_that_goes_makes_room()
    {
        var desk = new Desk(ordersPerAccount: 2);
        desk.Enter(Ann, 1, 'B', 100, 10m);
        desk.Enter(Ann, 2, 'B', 100, 10m);

        Assert.Equal(["1 J 3 0x000F id-3"], desk.Enter(Ann, 3, 'B', 100, 10m));
        Assert.Equal(["2 A 1 B 100 id-1 ref 3 L"], desk.Enter(Bob, 1, 'B', 100, 9m));
        Assert.Equal(["1 U 2->4 100@10.00 ref 4"], desk.Replace(Ann, 2, 4, 100, 10m));
        Assert.Equal(["1 C 1 -100 U"], desk.Cancel(Ann, 1, 0));
        Assert.Equal(["1 A 5 B 100 id-5 ref 5 L"], desk.Enter(Ann, 5, 'B', 100, 10m));
    }

    [Fact]
    public void There_are_no_more_books_than_stock_locate_codes()
    {
        var desk = new Desk();
        for (var number = 1u; number <= Symbols; number++)
            desk.Enter(Ann, number, 'B', 100, 10m, tif: '3', symbol: $"S{number}");

        Assert.Equal([$"1 J {Symbols + 1} 0x0017 id-{Symbols + 1}"], desk.Enter(Ann, Symbols + 1, 'B', 100, 10m, symbol: "MORE"));
        Assert.StartsWith("1 A", desk.Enter(Ann, Symbols + 2, 'B', 100, 10m, symbol: "S7")[0]);
    }

    [Fact]
    public void Nothing_is_kept_of_orders_good_till_a_time_that_were_canceled()
    {
        const int Orders = 200_000;
        const long Megabyte = 1024 * 1024;
        var desk = new Desk();
        var enter = new byte[EnterOrder.Size + 6];
        var cancel = new byte[CancelOrder.Size];
        EnterAndCancel(1);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var userRef = 2u; userRef <= Orders; userRef++)
            EnterAndCancel(userRef);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10 * Megabyte);
        Assert.Equal(Orders, desk.Engine.Statistics.Canceled);

        void EnterAndCancel(uint userRef)
        {
            var order = new EnterOrder(userRef, Side.Buy, 100, Symbol.Parse("AAPL"), 100_000, TimeInForce.GoodTillTime);
            order.Write(enter);
            ((byte[])[0, 6, 5, (byte)OptionTag.ExpireTime, 0, 1, 0, 0]).CopyTo(enter, EnterOrder.AppendageLengthOffset);
            new CancelOrder(userRef, 0).Write(cancel);
            desk.Open(Ann);
            Assert.True(desk.Engine.Handle(Ann, enter));
            Assert.True(desk.Engine.Handle(Ann, cancel));
            desk.Answers();
            desk.Forget();
        }
    }
}
