using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>What a test expects of a run. Each waits in virtual time; one that is not met reports the events instead.</summary>
public sealed partial class VirtualRun
{
    private static readonly TimeSpan DefaultWithin = TimeSpan.FromMinutes(10);

    /// <summary>Something happens, or has happened.</summary>
    /// <typeparam name="T">What kind of event.</typeparam>
    /// <param name="where">Which of that kind; null: any.</param>
    /// <param name="within">How long it may take in virtual time; null: 10 minutes.</param>
    /// <exception cref="ExpectationFailedException">It does not.</exception>
    public Task<T> Expect<T>(Func<T, bool>? where = null, TimeSpan? within = null)
        where T : RunEvent =>
        Expect(
            () => Events.OfType<T>().FirstOrDefault(happened => where?.Invoke(happened) ?? true),
            $"a {typeof(T).Name}{(where is null ? "" : " of the kind that was asked for")}",
            within
        );

    /// <summary>A component becomes ready, or has become.</summary>
    /// <param name="component">Its name.</param>
    /// <param name="incarnation">Which of its processes; 2 is that of the first restart.</param>
    /// <param name="within">How long it may take in virtual time; null: 10 minutes.</param>
    /// <exception cref="ExpectationFailedException">It does not.</exception>
    public Task<ComponentReady> ExpectReady(string component, int incarnation = 1, TimeSpan? within = null)
    {
        Plan.Component(component);
        return Expect(
            () => ReadyOf(component, incarnation),
            $"{component} to become ready{(incarnation == 1 ? "" : $" as incarnation {incarnation}")}",
            within
        );
    }

    /// <summary>Every component becomes ready, or completes where that was asked.</summary>
    /// <param name="within">How long it may take in virtual time; null: 10 minutes.</param>
    /// <exception cref="ExpectationFailedException">It does not come to that.</exception>
    public Task<RunOperational> ExpectOperational(TimeSpan? within = null) =>
        Expect(() => Events.OfType<RunOperational>().FirstOrDefault(), "the run to become operational", within);

    /// <summary>These components start in this order; others may start between.</summary>
    /// <param name="components">Their names.</param>
    /// <exception cref="ExpectationFailedException">They do not.</exception>
    public Task ExpectStartOrder(params string[] components) =>
        ExpectOrder(components, "start", () => Events.OfType<ComponentStarting>().Select(starting => starting.Component));

    /// <summary>These components are asked to stop in this order; others may be asked between.</summary>
    /// <param name="components">Their names.</param>
    /// <exception cref="ExpectationFailedException">They are not.</exception>
    public Task ExpectStopOrder(params string[] components) =>
        ExpectOrder(components, "stop", () => Events.OfType<ComponentStopping>().Select(stopping => stopping.Component));

    /// <summary>The run ends with this outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="within">How long it may take in virtual time; null: 10 minutes, and as long as the plan's duration.</param>
    /// <returns>What the run came to.</returns>
    /// <exception cref="ExpectationFailedException">It ends with another, or does not end.</exception>
    public async Task<RunResult> ExpectOutcome(RunOutcome outcome, TimeSpan? within = null)
    {
        var expected = $"the run to end as {outcome}";
        await Expect(
                () => Events.OfType<RunFinished>().FirstOrDefault(),
                expected,
                within ?? (DefaultWithin + (Plan.Duration ?? TimeSpan.Zero))
            )
            .ConfigureAwait(false);
        var result = await Run.Completion.ConfigureAwait(false);
        return result.Outcome == outcome
            ? result
            : throw Failed(expected, $"it ended as {result.Outcome}{(result.Cause is { } cause ? $": {cause.Message}" : "")}");
    }

    private async Task<T> Expect<T>(Func<T?> look, string expected, TimeSpan? within)
        where T : class =>
        await UntilAsync(look, within ?? DefaultWithin).ConfigureAwait(false)
        ?? throw Failed(
            expected,
            Events is [.., RunFinished]
                ? "the run ended without"
                : $"it did not come within {Durations(within ?? DefaultWithin)} of virtual time"
        );

    private async Task ExpectOrder(string[] components, string verb, Func<IEnumerable<string>> actual)
    {
        foreach (var component in components)
            Plan.Component(component);
        var expected = $"the components to {verb} in the order {string.Join(" → ", components)}";
        List<string> Order() => [.. actual().Distinct().Where(components.Contains)];
        await Expect(() => Order().Count == components.Length ? this : null, expected, DefaultWithin + (Plan.Duration ?? TimeSpan.Zero))
            .ConfigureAwait(false);
        if (!Order().SequenceEqual(components))
            throw Failed(expected, $"it was {string.Join(" → ", Order())}");
    }

    private ComponentReady? ReadyOf(string component, int incarnation)
    {
        var current = 0;
        foreach (var happened in Events.OfType<ComponentEvent>().Where(happened => happened.Component == component))
        {
            if (happened is ComponentStarting starting)
                current = starting.Incarnation;
            if (happened is ComponentReady ready && current == incarnation)
                return ready;
        }

        return null;
    }

    private ExpectationFailedException Failed(string expected, string instead) => new(expected, instead, Events);

    private static string Durations(TimeSpan span) => Plans.Durations.Format(span);
}
