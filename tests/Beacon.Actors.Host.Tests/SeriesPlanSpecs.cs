using Beacon.Actors.Host.Repeating;

namespace Beacon.Actors.Host.Tests;

public class SeriesPlanSpecs
{
    [Fact]
    public void Two_sides_take_turns_so_that_a_drift_hits_both() => Assert.Equal([0, 1, 0, 1, 0, 1], Walk(new SeriesPlan(2, 3), _ => true));

    [Fact]
    public void A_run_that_may_not_be_compared_is_replaced_at_once() =>
        Assert.Equal([0, 0, 1, 0, 1], Walk(new SeriesPlan(2, 2), number => number != 1));

    [Fact]
    public void Not_more_than_half_as_many_again_are_replaced()
    {
        var plan = new SeriesPlan(1, 10);
        Assert.Equal(15, Walk(plan, _ => false).Count);
        Assert.Equal((5, 0), (plan.ReplacedOf(0), plan.Left));
    }

    [Fact]
    public void A_side_that_only_ever_fails_ends_the_series()
    {
        var plan = new SeriesPlan(2, 10);
        while (plan.Next is { } side)
            plan.Add(side, isComparable: side == 0, hasFailed: side == 1);
        Assert.True(plan.IsHopeless);
        Assert.Equal(0, plan.Left);
    }

    [Fact]
    public void What_is_left_counts_down()
    {
        var plan = new SeriesPlan(2, 2);
        Assert.Equal(4, plan.Left);
        plan.Add(0, isComparable: true, hasFailed: false);
        Assert.Equal(3, plan.Left);
        plan.Add(1, isComparable: false, hasFailed: false);
        Assert.Equal(3, plan.Left);
    }

    private static List<int> Walk(SeriesPlan plan, Func<int, bool> isComparable)
    {
        var sides = new List<int>();
        while (plan.Next is { } side)
        {
            sides.Add(side);
            plan.Add(side, isComparable(sides.Count), hasFailed: false);
        }

        return sides;
    }
}
