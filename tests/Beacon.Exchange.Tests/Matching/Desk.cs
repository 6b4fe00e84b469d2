using System.Globalization;
using Beacon.Exchange.Matching;
using Beacon.Exchange.Ouch;
using Beacon.Exchange.Tests.SoupBinTcp;
using Engine = Beacon.Exchange.Matching.MatchingEngine;

namespace Beacon.Exchange.Tests.Matching;

/// <summary>An engine with a time that stands still, and what it answered, as short texts: session, type, number, details.</summary>
internal sealed class Desk : IOuchReceiver
{
    public const ulong Now = 34_200_000_000_000;

    private readonly byte[] _message = new byte[64];
    private readonly List<string> _answers = [];

    private readonly List<byte[]> _messages = [];
    private readonly HashSet<int> _opened = [];

    public Desk(params string[] listed) =>
        Engine = new Engine(this, () => Time, listed.Length == 0 ? null : listed.Select(Symbol.Parse).ToHashSet());

    /// <param name="ordersPerAccount">How many orders of an account rest at most.</param>
    public Desk(int ordersPerAccount) => Engine = new Engine(this, () => Time, ordersPerAccount: ordersPerAccount);

    public Engine Engine { get; }

    /// <summary>The time of the answers, in nanoseconds since midnight.</summary>
    public ulong Time { get; set; } = Now;

    /// <summary>Sends literal bytes; returns the answers' bytes, in hexadecimal.</summary>
    public string[] Raw(int session, string layout)
    {
        _messages.Clear();
        Handle(session, Wire.Bytes(layout));
        return [.. _messages.Select(Convert.ToHexString)];
    }

    /// <summary>The answers since they were last asked for.</summary>
    public string[] Answers()
    {
        string[] answers = [.. _answers];
        _answers.Clear();
        return answers;
    }

    /// <summary>Forgets the bytes of the answers.</summary>
    public void Forget() => _messages.Clear();

    /// <param name="session">Whose order.</param>
    /// <param name="userRef">Its number.</param>
    /// <param name="side">B or S.</param>
    /// <param name="quantity">Shares.</param>
    /// <param name="dollars">Price.</param>
    /// <param name="tif">0 day, 3 immediate or cancel.</param>
    /// <param name="symbol">Symbol.</param>
    /// <param name="display">Y visible, N hidden.</param>
    public string[] Enter(
        int session,
        uint userRef,
        char side,
        uint quantity,
        decimal dollars,
        char tif = '0',
        string symbol = "AAPL",
        char display = 'Y'
    )
    {
        var order = new EnterOrder(
            userRef,
            (Side)side,
            quantity,
            Symbol.Parse(symbol),
            (ulong)(dollars * 10_000),
            (TimeInForce)tif,
            display,
            ClientOrderId: ClientOrderId.Parse($"id-{userRef}")
        );
        return Handle(session, order.Write(_message));
    }

    public string[] Cancel(int session, uint userRef, uint total) => Handle(session, new CancelOrder(userRef, total).Write(_message));

    public string[] Replace(int session, uint original, uint userRef, uint total, decimal dollars, char tif = '0') =>
        Handle(session, new ReplaceOrder(original, userRef, total, (ulong)(dollars * 10_000), (TimeInForce)tif).Write(_message));

    public string[] Modify(int session, uint userRef, char side, uint total) =>
        Handle(session, new ModifyOrder(userRef, (Side)side, total).Write(_message));

    public void Send(int session, ReadOnlySpan<byte> message)
    {
        _answers.Add($"{session} {Describe(message)}");
        _messages.Add(message.ToArray());
    }

    /// <summary>The account is there, as after its first login.</summary>
    public void Open(int session)
    {
        if (_opened.Add(session))
            Engine.Open(session);
    }

    private string[] Handle(int session, int size) => Handle(session, _message.AsSpan(0, size));

    private string[] Handle(int session, ReadOnlySpan<byte> message)
    {
        Open(session);
        _answers.Clear();
        _messages.Clear();
        Assert.True(Engine.Handle(session, message));
        return Answers();
    }

    private static string Describe(ReadOnlySpan<byte> message) =>
        string.Create(CultureInfo.InvariantCulture, $"{(char)message[0]} {Details(message)}");

    private static string Details(ReadOnlySpan<byte> message) =>
        (char)message[0] switch
        {
            OrderAccepted.Type when OrderAccepted.TryRead(message, out var a) =>
                $"{a.Order.UserRef} {(char)a.Order.Side} {a.Order.Quantity} {a.Order.ClientOrderId} ref {a.Reference} {a.State}",
            OrderExecuted.Type when OrderExecuted.TryRead(message, out var e) =>
                $"{e.UserRef} {e.Quantity}@{Dollars(e.Price)} {e.Liquidity} match {e.Match}",
            OrderCanceled.Type when OrderCanceled.TryRead(message, out var c) => $"{c.UserRef} -{c.Decrement} {(char)c.Reason}",
            OrderRejected.Type when OrderRejected.TryRead(message, out var j) => $"{j.UserRef} 0x{(int)j.Reason:X4} {j.ClientOrderId}",
            OrderReplaced.Type when OrderReplaced.TryRead(message, out var u) =>
                $"{u.OriginalUserRef}->{u.Order.UserRef} {u.Order.Quantity}@{Dollars(u.Order.Price)} ref {u.Reference}",
            SystemEvent.Type when SystemEvent.TryRead(message, out var s) => $"{s.Event}",
            OrderModified.Type when OrderModified.TryRead(message, out var m) => $"{m.UserRef} {(char)m.Side} {m.Quantity}",
            _ => "?",
        };

    private static string Dollars(ulong price) => (price / 10_000m).ToString("0.00", CultureInfo.InvariantCulture);
}
