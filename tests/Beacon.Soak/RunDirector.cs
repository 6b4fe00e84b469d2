using System.Diagnostics;
using System.Text.Json;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>
/// Directs a run by its events: once the conductor runs, the components start; once all have settled, those with a predicted exit may exit;
/// once they are gone, the run ends. Meanwhile it checks that the supervisor does not leak.
/// </summary>
internal sealed class RunDirector(SoakPlan plan, HostUnderTest host, string folder)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly GrowthCheck _growth = new();
    private readonly HashSet<string> _unsettled = [.. plan.Components.Select(component => component.Name)];
    private readonly HashSet<string> _living = [.. plan.Components.Select(component => component.Name)];
    private readonly HashSet<string> _lasting =
    [
        .. plan.Components.Where(component => !component.Behaviour.Dies).Select(component => component.Name),
    ];
    private readonly List<string> _violations = [];
    private bool _mayDie;
    private bool _mayEnd;

    /// <summary>The events of the host, in order.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>Directs the run until the output of the host ends; returns the violations.</summary>
    public async Task<IReadOnlyList<string>> FollowAsync(CancellationToken patience)
    {
        await foreach (var happened in host.Events.ReadAllAsync(patience))
        {
            Events.Add(happened);
            Note(happened);
            if (_unsettled.Count == 0 && !_mayDie)
                LetDie();
            if (_mayDie && !_mayEnd && _living.IsSubsetOf(_lasting))
                await LetEndAsync(patience);
        }

        return _violations;
    }

    private void Note(JsonElement happened)
    {
        var component = happened.TryGetProperty("component", out var name) ? name.GetString()! : "";
        switch (happened.GetProperty("event").GetString())
        {
            case "component_starting" when component == SoakPlan.Conductor:
                _growth.NoteAlone(host.Footprint);
                Sign(SoakPlan.BeginIn(folder));
                break;
            case "component_ready":
                _unsettled.Remove(component);
                break;
            case "component_stopped":
                _unsettled.Remove(component);
                _living.Remove(component);
                break;
        }
    }

    private void LetDie()
    {
        _mayDie = true;
        _growth.NoteFull(host.Footprint, _living.Count);
        Sign(Chaos.DieFileIn(folder));
    }

    private async Task LetEndAsync(CancellationToken patience)
    {
        _mayEnd = true;

        // Log files and scans of /proc are open only for a moment; leaked descriptors stay open.
        var began = Stopwatch.GetTimestamp();
        var grown = _growth.Check(host.Footprint, _living.Count).ToList();
        while (grown.Count > 0 && Stopwatch.GetElapsedTime(began) < Settling)
        {
            await Task.Delay(PollInterval, patience);
            grown = [.. _growth.Check(host.Footprint, _living.Count)];
        }

        _violations.AddRange(grown);
        Sign(SoakPlan.EndIn(folder));
    }

    private static void Sign(string path) => File.WriteAllBytes(path, []);
}
