using Beacon.Actors.Measuring.Validity;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class ClockWatchSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ClockWatch _watch = new();

    [Fact]
    public void Clocks_in_step_raise_no_problem()
    {
        for (var second = 0; second < 3600; second++)
            Assert.Null(Note(second, offset: second % 2 * 0.001));
        Assert.Null(_watch.Conclude());
    }

    [Fact]
    public void A_wall_clock_that_is_set_is_raised_at_once_with_the_step()
    {
        Note(0, 0);
        var problem = Note(1, 1.5)!;
        Assert.Equal(ProblemKind.ClockStepped, problem.Kind);
        Assert.StartsWith("the wall clock was set forward by 1.500 s", problem.Message, StringComparison.Ordinal);
        Assert.Null(Note(2, 1.5));
        Assert.Null(_watch.Conclude());
    }

    [Fact]
    public void Further_clock_steps_are_raised_together_at_the_end()
    {
        Note(0, 0);
        Note(1, 0.02);
        Assert.Null(Note(2, 0));
        Assert.Null(Note(3, -0.25));
        Assert.StartsWith(
            "the wall clock was set back by 0.250 s and 2 times before that",
            _watch.Conclude()!.Message,
            StringComparison.Ordinal
        );
        Assert.Null(_watch.Conclude());
    }

    private Problem? Note(double elapsed, double offset) =>
        _watch.Note(Start + TimeSpan.FromSeconds(elapsed + offset), TimeSpan.FromSeconds(elapsed));
}
