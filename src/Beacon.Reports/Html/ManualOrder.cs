using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Reports.Html;

/// <summary>The address of the log of a component at a moment of the run.</summary>
/// <param name="component">The component's name; null: all components.</param>
/// <param name="at">The time since the start of the run.</param>
internal delegate string LogAddress(string? component, TimeSpan at);

/// <summary>An order that somebody gave to the living run, as a page describes it.</summary>
/// <param name="At">The time since the start of the run.</param>
/// <param name="Component">The component's name; null: the whole run.</param>
/// <param name="What">What was ordered: <c>restart Web</c>.</param>
/// <param name="By">Who ordered it.</param>
internal sealed record ManualOrder(TimeSpan At, string? Component, string What, string By)
{
    /// <summary>What was ordered, when and by whom, in two lines.</summary>
    public string Title => $"{What} at {Durations.Rounded(At)}\nby {By}";

    /// <summary>The orders among the events of a run.</summary>
    /// <param name="events">The events.</param>
    /// <param name="titleOf">The display name of a component.</param>
    public static IReadOnlyList<ManualOrder> Of(IEnumerable<RunEvent> events, Func<string, string> titleOf) =>
        [
            .. events
                .OfType<RunControlled>()
                .Select(order => new ManualOrder(order.Elapsed, order.Component, WhatOf(order, titleOf), $"{order.By}")),
        ];

    /// <summary><c>1 order by hand</c>, <c>2 orders by hand</c>.</summary>
    public static string Counted(int count) => $"{Figures.Plural(count, "order")} by hand";

    private static string WhatOf(RunControlled order, Func<string, string> titleOf)
    {
        var target = order.Component is { } name ? titleOf(name) : "the run";
        return order.Signal is { } signal ? $"send {signal} to {target}" : $"{JsonValues.NameOf(order.Action)} {target}";
    }
}
