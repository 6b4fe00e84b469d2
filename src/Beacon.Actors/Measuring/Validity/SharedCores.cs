using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// Detects components that are pinned to the same core and together keep it busy: each waits while another has it. Raised once for a core,
/// after three samples in a row.
/// </summary>
internal sealed class SharedCores(RunPlan plan)
{
    private const double BusyTogether = 0.9;
    private const double TakesPart = 0.2;
    private const int SamplesInARow = 3;

    private readonly ImmutableArray<(int Core, ImmutableArray<string> Components)> _shared =
    [
        .. plan
            .Components.Where(component => component.Limits.Cores.Length == 1)
            .GroupBy(component => component.Limits.Cores[0], component => component.Name)
            .Where(group => group.Count() > 1)
            .Select(group => (group.Key, group.ToImmutableArray())),
    ];

    private readonly Dictionary<int, int> _samples = [];
    private readonly HashSet<int> _raised = [];

    /// <summary>Examines the share of one core that each component has used since the last sample. Returns the new problems.</summary>
    public IEnumerable<Problem> Note(IReadOnlyDictionary<string, double> shareOf)
    {
        foreach (var (core, components) in _shared)
        {
            var busy = components.Where(component => shareOf.GetValueOrDefault(component) >= TakesPart).ToList();
            var isShared = busy.Count > 1 && busy.Sum(component => shareOf[component]) >= BusyTogether;
            var samples = _samples[core] = isShared ? _samples.GetValueOrDefault(core) + 1 : 0;
            if (samples == SamplesInARow && _raised.Add(core))
                yield return new Problem(ProblemKind.CoresShared, Explain(core, busy, shareOf));
        }
    }

    private static string Explain(int core, List<string> busy, IReadOnlyDictionary<string, double> shareOf)
    {
        var shares = string.Join(" and ", busy.Select(component => Invariant($"{component} ({shareOf[component]:0 %})")));
        return $"{shares} are pinned to core {core} and want more of it than there is: each waits while another has it; "
            + "give them cores of their own in limits.cpu";
    }
}
