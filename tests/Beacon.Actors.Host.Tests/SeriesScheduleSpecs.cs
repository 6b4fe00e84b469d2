using Beacon.Actors.Host.Repeating;

namespace Beacon.Actors.Host.Tests;

public class SeriesScheduleSpecs
{
    [Fact]
    public void Two_sides_take_turns_so_that_drift_affects_both() =>
        Assert.Equal([0, 1, 0, 1, 0, 1], Walk(new SeriesSchedule(2, 3), _ => true));

    [Fact]
    public void A_run_that_is_not_comparable_is_replaced_at_the_next_turn_of_its_side() =>
        Assert.Equal([0, 1, 0, 1, 0], Walk(new SeriesSchedule(2, 2), number => number != 1));

    [Fact]
    public void At_most_half_of_the_wanted_runs_are_replaced()
    {
        var schedule = new SeriesSchedule(1, 10);
        Assert.Equal(15, Walk(schedule, _ => false).Count);
        Assert.Equal((5, 0), (schedule.ReplacedOf(0), schedule.Left));
    }

    [Fact]
    public void A_side_whose_runs_all_fail_ends_the_series()
    {
        var schedule = new SeriesSchedule(2, 10);
        while (schedule.Next is { } side)
            schedule.Add(side, isComparable: side == 0, hasFailed: side == 1);
        Assert.True(schedule.IsGivenUp);
        Assert.Equal(0, schedule.Left);
    }

    [Fact]
    public void The_number_of_runs_left_decreases_with_each_comparable_run()
    {
        var schedule = new SeriesSchedule(2, 2);
        Assert.Equal(4, schedule.Left);
        schedule.Add(0, isComparable: true, hasFailed: false);
        Assert.Equal(3, schedule.Left);
        schedule.Add(1, isComparable: false, hasFailed: false);
        Assert.Equal(3, schedule.Left);
    }

    private static List<int> Walk(SeriesSchedule schedule, Func<int, bool> isComparable)
    {
        var sides = new List<int>();
        while (schedule.Next is { } side)
        {
            sides.Add(side);
            schedule.Add(side, isComparable(sides.Count), hasFailed: false);
        }

        return sides;
    }
}
