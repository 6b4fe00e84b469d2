using System.Text.Json;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>
/// Leads a run to its end by what it hears: when all have settled, those may die who are to die; when they are gone for good, the run
/// may end. Watches on the way that the supervisor does not grow.
/// </summary>
internal sealed class RunDirector(SoakPlan plan, HostUnderTest host, string folder)
{
    // The pool may add a thread for work of its own; a thread for a process that has ended would be a leak.
    private const int ThreadAllowance = 4;

    private readonly HashSet<string> _unsettled = [.. plan.Components.Select(component => component.Name)];
    private readonly HashSet<string> _doomed = [.. plan.Components.Where(component => component.Fate.Dies).Select(component => component.Name)];

    /// <summary>What the host told, in order.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>Follows the run until the host's output ends.</summary>
    public async Task<IReadOnlyList<string>> FollowAsync(CancellationToken patience)
    {
        var violations = new List<string>();
        (int Descriptors, int Threads)? full = null;
        var isEnding = false;
        await foreach (var happened in host.Events.ReadAllAsync(patience))
        {
            Events.Add(happened);
            Note(happened);
            if (_unsettled.Count > 0 || isEnding) continue;

            if (full is null)
            {
                full = host.Footprint;
                File.WriteAllBytes(Chaos.DoomIn(folder), []);
            }

            if (_doomed.Count > 0) continue;
            if (full is { } before && host.Footprint is { } after) violations.AddRange(Growth(before, after));
            File.WriteAllBytes(SoakPlan.EndIn(folder), []);
            isEnding = true;
        }

        return violations;
    }

    private void Note(JsonElement happened)
    {
        var component = happened.TryGetProperty("component", out var name) ? name.GetString()! : "";
        switch (happened.GetProperty("event").GetString())
        {
            case "component_ready":
                _unsettled.Remove(component);
                break;
            case "component_stopped":
                _unsettled.Remove(component);
                _doomed.Remove(component);
                break;
        }
    }

    private static IEnumerable<string> Growth((int Descriptors, int Threads) before, (int Descriptors, int Threads) after)
    {
        if (after.Descriptors > before.Descriptors)
            yield return $"the supervisor's descriptors grew from {before.Descriptors} to {after.Descriptors} although components had ended";
        if (after.Threads > before.Threads + ThreadAllowance)
            yield return $"the supervisor's threads grew from {before.Threads} to {after.Threads} although components had ended";
    }
}
