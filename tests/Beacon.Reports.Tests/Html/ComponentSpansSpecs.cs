using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Reports.Html;

namespace Beacon.Reports.Tests.Html;

public class ComponentSpansSpecs
{
    [Fact]
    public void A_loop_of_crashes_is_drawn_with_bounded_effort_from_its_first_to_its_last_incarnation()
    {
        const int Crashes = 100_000;
        var spans = new ComponentSpans();
        foreach (var number in Enumerable.Range(0, Crashes))
        {
            spans.Add(At<ComponentStarting>(number, new ComponentStarting(1000 + number, number + 1)));
            spans.Add(At<ComponentExited>(number + 0.5, new ComponentExited(ExitStatus.Exited(number % 256))));
        }

        var all = spans.ByComponent["a"];
        Assert.InRange(all.Count, 100, 401);
        Assert.Equal(Crashes, all.Sum(span => span.Incarnations));
        Assert.Equal((1, 0, 0.5), (all[0].Incarnations, all[0].Launched.TotalSeconds, all[0].Exited!.Value.TotalSeconds));
        Assert.Equal((1, Crashes - 0.5), (all[^1].Incarnations, all[^1].Exited!.Value.TotalSeconds));
        Assert.Equal(all.Select(span => span.Launched).Order(), all.Select(span => span.Launched));
    }

    private static T At<T>(double second, T happened)
        where T : ComponentEvent => happened with { Component = "a", Elapsed = TimeSpan.FromSeconds(second) };
}
