using Beacon.Exchange.Tests.Matching;
using CsCheck;

namespace Beacon.Exchange.Tests.Properties;

/// <summary>Any orders of three clients: the engine does what the naive model does, and shares are conserved.</summary>
public class MatchingProperties
{
    private const int Sessions = 3;

    private static readonly Gen<Operation[]> Operations = Gen.Select(
            Gen.Int[0, 9],
            Gen.Int[1, Sessions],
            Gen.OneOf('B', 'S'),
            Gen.UInt[1, 500],
            Gen.Int[990, 1010],
            Gen.Int[0, 3],
            Gen.UInt[1, 20]
        )
        .Select(values => new Operation(
            values.Item1,
            values.Item2,
            values.Item3,
            values.Item4,
            values.Item5 / 100m,
            values.Item6,
            values.Item7
        ))
        .Array[1, 80];

    private sealed record Operation(int Kind, int Session, char Side, uint Quantity, decimal Price, int Flags, uint Target);

    [Fact]
    public void Trades_follow_price_display_and_time_as_in_a_naive_model_and_no_book_is_ever_crossed() =>
        Operations.Sample(
            operations =>
            {
                var (desk, model, next) = (new Desk(), new NaiveMarket(), new uint[Sessions + 1]);
                foreach (var operation in operations)
                {
                    var (answers, expected) = Do(operation, desk, model, next);
                    Assert.Equal(expected, answers.Where(answer => answer.Split(' ')[1] is "E" or "C"));
                    Assert.False(model.IsCrossed);
                }

                foreach (var order in model.Book.ToList())
                    Assert.Equal(
                        [$"{order.Session} C {order.UserRef} -{order.Open} U"],
                        desk.Cancel(order.Session, order.UserRef, total: 0)
                    );
            },
            iter: 1000
        );

    [Fact]
    public void Of_each_order_the_shares_executed_canceled_and_open_are_its_quantity_and_buyers_get_what_sellers_give() =>
        Operations.Sample(
            operations =>
            {
                var (desk, next) = (new Desk(), new uint[Sessions + 1]);
                var (bought, sold, entered, gone) = (0L, 0L, 0L, 0L);
                var sides = new Dictionary<(string, string), char>();
                foreach (var operation in operations.Where(operation => operation.Kind < 5))
                {
                    var userRef = ++next[operation.Session];
                    sides[($"{operation.Session}", $"{userRef}")] = operation.Side;
                    entered += operation.Quantity;
                    Count(Enter(desk, operation, userRef));
                }

                for (var session = 1; session <= Sessions; session++)
                for (uint userRef = 1; userRef <= next[session]; userRef++)
                    Count(desk.Cancel(session, userRef, 0));
                Assert.Equal(bought, sold);
                Assert.Equal(entered, bought + sold + gone);

                void Count(string[] answers)
                {
                    foreach (var words in answers.Select(answer => answer.Split(' ', '@')))
                        if (words[1] == "C")
                            gone -= long.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture);
                        else if (words[1] == "E" && sides[(words[0], words[2])] == 'B')
                            bought += long.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture);
                        else if (words[1] == "E")
                            sold += long.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture);
                }
            },
            iter: 500
        );

    private static (string[] Answers, List<string> Expected) Do(Operation operation, Desk desk, NaiveMarket model, uint[] next)
    {
        var session = operation.Session;
        switch (operation.Kind)
        {
            case < 6:
                var userRef = ++next[session];
                var (isImmediate, isHidden) = (operation.Flags == 1, operation.Flags == 2);
                var expected = model.Enter(session, userRef, operation.Side, operation.Quantity, 0, operation.Price, isImmediate, isHidden);
                return (Enter(desk, operation, userRef), expected);
            case < 8:
                return (
                    desk.Cancel(session, operation.Target, operation.Quantity),
                    model.Cancel(session, operation.Target, operation.Quantity)
                );
            default:
                var isLive = model.Find(session, operation.Target) is { } order && operation.Quantity > order.Executed;
                var newRef = next[session] + 1;
                if (isLive)
                    next[session]++;
                return (
                    desk.Replace(session, operation.Target, newRef, operation.Quantity, operation.Price),
                    model.Replace(session, operation.Target, newRef, operation.Quantity, operation.Price)
                );
        }
    }

    private static string[] Enter(Desk desk, Operation operation, uint userRef) =>
        desk.Enter(
            operation.Session,
            userRef,
            operation.Side,
            operation.Quantity,
            operation.Price,
            operation.Flags == 1 ? '3' : '0',
            display: operation.Flags == 2 ? 'N' : 'Y'
        );
}
