using System.Globalization;

namespace Beacon.Exchange.Tests.Properties;

/// <summary>
/// What a market does with orders, written as plainly as it can be: one list, searched from its beginning each time. It tells what an
/// engine should answer, besides acceptances, in the words of the tests' desk.
/// </summary>
internal sealed class NaiveMarket
{
    private readonly List<Resting> _book = [];
    private int _match;
    private int _time;

    /// <summary>An order that rests.</summary>
    internal sealed class Resting
    {
        public required int Session { get; init; }
        public required uint UserRef { get; init; }
        public required char Side { get; init; }
        public required decimal Price { get; init; }
        public required bool IsHidden { get; init; }
        public required int Time { get; init; }
        public required uint Executed { get; set; }
        public required uint Open { get; set; }
    }

    /// <summary>The orders that rest, in the order of their arrival.</summary>
    public IReadOnlyList<Resting> Book => _book;

    /// <summary>Whether somebody would trade who did not.</summary>
    public bool IsCrossed => _book.Exists(bid => bid.Side == 'B' && _book.Exists(ask => ask.Side == 'S' && bid.Price >= ask.Price));

    public Resting? Find(int session, uint userRef) => _book.Find(order => order.Session == session && order.UserRef == userRef);

    /// <summary>An order comes in.</summary>
    public List<string> Enter(
        int session,
        uint userRef,
        char side,
        uint open,
        uint executed,
        decimal price,
        bool isImmediate,
        bool isHidden
    )
    {
        var answers = new List<string>();
        while (open > 0 && BestAgainst(side, price) is { } maker)
        {
            var shares = Math.Min(open, maker.Open);
            _match++;
            answers.Add(Text($"{session} E {userRef} {shares}@{maker.Price:0.00} R match {_match}"));
            answers.Add(
                Text($"{maker.Session} E {maker.UserRef} {shares}@{maker.Price:0.00} {(maker.IsHidden ? 'J' : 'A')} match {_match}")
            );
            (open, executed) = (open - shares, executed + shares);
            (maker.Open, maker.Executed) = (maker.Open - shares, maker.Executed + shares);
            if (maker.Open == 0)
                _book.Remove(maker);
        }

        if (open > 0 && isImmediate)
            answers.Add($"{session} C {userRef} -{open} I");
        else if (open > 0)
            _book.Add(
                new Resting
                {
                    Session = session,
                    UserRef = userRef,
                    Side = side,
                    Price = price,
                    IsHidden = isHidden,
                    Time = _time++,
                    Executed = executed,
                    Open = open,
                }
            );
        return answers;
    }

    /// <summary>An order is to have that total.</summary>
    public List<string> Cancel(int session, uint userRef, uint total)
    {
        if (Find(session, userRef) is not { } order || total >= order.Executed + order.Open)
            return [];
        var left = total - Math.Min(total, order.Executed);
        var answer = $"{session} C {userRef} -{order.Open - left} U";
        order.Open = left;
        if (left == 0)
            _book.Remove(order);
        return [answer];
    }

    /// <summary>An order is to be another one.</summary>
    public List<string> Replace(int session, uint userRef, uint newRef, uint total, decimal price)
    {
        if (Find(session, userRef) is not { } order)
            return [];
        if (total <= order.Executed)
            return Cancel(session, userRef, 0);
        _book.Remove(order);
        return Enter(session, newRef, order.Side, total - order.Executed, order.Executed, price, isImmediate: false, isHidden: false);
    }

    private Resting? BestAgainst(char side, decimal price) =>
        _book
            .Where(order => order.Side != side && (side == 'B' ? order.Price <= price : order.Price >= price))
            .OrderBy(order => side == 'B' ? order.Price : -order.Price)
            .ThenBy(order => order.IsHidden)
            .ThenBy(order => order.Time)
            .FirstOrDefault();

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
