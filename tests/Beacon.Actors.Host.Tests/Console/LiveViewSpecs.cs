using Beacon.Actors.Host.Console;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Tests.Console;

public class LiveViewSpecs
{
    private const string LongName = "market-data-playback-of-the-morning";

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(110)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_from_60_columns_on_names_are_whole(int width)
    {
        foreach (var count in (int[])[1, 3, 40, 1000])
        {
            var (plan, snapshot) = (Plan(count), Ready(RunSnapshot.Before(Plan(count))));
            foreach (var height in (int[])[1, 2, 10, 50])
                Check(Render(plan, snapshot, width, height), width, height);
        }

        static void Check(List<string> lines, int width, int height)
        {
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width - 1));
            Assert.InRange(lines.Count, 1, Math.Max(1, height - 1));
            if (width >= 60 && height >= 10)
                Assert.Contains(lines, line => line.StartsWith(LongName, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Columns_are_left_out_in_the_order_of_their_use_before_a_name_is_cut()
    {
        Assert.Contains("pid", Render(3, 110, 20, Ready)[1], StringComparison.Ordinal);
        var narrow = Render(3, 64, 20, Ready)[1];
        Assert.DoesNotContain("pid", narrow, StringComparison.Ordinal);
        Assert.Contains("state", narrow, StringComparison.Ordinal);
        Assert.StartsWith("market-data-pla…", Render(3, 17, 20, Ready)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_there_is_no_room_for_is_counted_and_what_needs_attention_is_shown()
    {
        var lines = Render(
            40,
            100,
            12,
            snapshot => Ready(snapshot).Apply(new ComponentRestarting(1, TimeSpan.Zero) { Component = "c-39" })
        );
        Assert.Contains(
            lines,
            line => line.StartsWith("c-39", StringComparison.Ordinal) && line.Contains("restarting", StringComparison.Ordinal)
        );
        Assert.Equal("33 more ready", lines[^1]);
    }

    [Fact]
    public void The_clock_never_counts_from_below_zero()
    {
        var snapshot = Ready(RunSnapshot.Before(Plan(1))).Apply(new RunOperational(TimeSpan.FromSeconds(2)));
        var line = new LiveView(Plan(1)).Lines(snapshot, TimeSpan.FromSeconds(1.8), 100, 20)[0].Render(false);
        Assert.Contains(" 0 s of 30s", line, StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_run_stops_it_says_who_is_waited_for_and_that_Ctrl_C_kills()
    {
        var line = Render(
            3,
            100,
            20,
            snapshot =>
                Ready(snapshot).Apply(new ComponentStopping(UnixSignal.SIGTERM) { Component = "c-2", Elapsed = TimeSpan.FromSeconds(4) })
        )[0];
        Assert.Equal("stopping c-2 (1 s of 2s) · Ctrl+C kills", line);
    }

    private static RunSnapshot Ready(RunSnapshot snapshot)
    {
        foreach (var component in snapshot.Components)
            snapshot = snapshot
                .Apply(new ComponentStarting(1234567, 1) { Component = component.Name })
                .Apply(new ComponentReady("started", TimeSpan.Zero) { Component = component.Name });
        return snapshot;
    }

    private static List<string> Render(int count, int width, int height, Func<RunSnapshot, RunSnapshot> happen) =>
        Render(Plan(count), happen(RunSnapshot.Before(Plan(count))), width, height);

    private static List<string> Render(RunPlan plan, RunSnapshot snapshot, int width, int height) =>
        [.. new LiveView(plan).Lines(snapshot, TimeSpan.FromSeconds(5), width, height).Select(line => line.Render(isColoured: false))];

    private static RunPlan Plan(int count)
    {
        var plan = RunPlan.Create("test").For(TimeSpan.FromSeconds(30));
        for (var index = 0; index < count; index++)
            plan.Add(index == 0 ? LongName : $"c-{index}", component => component.Run("sleep"));
        return plan.Build();
    }
}
