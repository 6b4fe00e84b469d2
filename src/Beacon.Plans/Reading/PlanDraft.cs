using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Checks a plan that was built in C#. It is written as a configuration and read again, so that the same rules hold, with the same
/// messages, as for HOCON.
/// </summary>
internal static class PlanDraft
{
    /// <summary>The plan that the draft describes: paths absolute, defaults filled in, components in start order.</summary>
    /// <param name="draft">The draft; texts that are null have their defaults.</param>
    /// <param name="folder">The folder that its relative paths start from: an absolute path.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    public static RunPlan Read(RunPlan draft, string folder)
    {
        var problems = new List<PlanProblem>();
        foreach (var component in draft.Components)
        {
            CheckProbes(component.Name, "ready", component.Ready.Probes, problems);
            CheckProbes(component.Name, "alive", component.Alive.Probes, problems);
        }

        var byName = draft.Components.GroupBy(component => component.Name).ToList();
        foreach (var name in byName.Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add(
                new PlanProblem(
                    HoconText.Join("beacon.components", name),
                    "the name is used more than once; give each component a name of its own"
                )
            );

        var root = PlanWriter.Tree(draft with { Components = [.. byName.Select(group => group.First())] });
        return PlanReader.Read(root, folder, problems) with { Sources = draft.Sources };
    }

    private static void CheckProbes(string component, string key, IEnumerable<Probe> probes, List<PlanProblem> problems)
    {
        foreach (var kind in probes.GroupBy(probe => probe.Kind).Where(group => group.Count() > 1))
            problems.Add(
                new PlanProblem(
                    $"{HoconText.Join("beacon.components", component)}.{key}.{kind.Key}",
                    $"is given {kind.Count()} times; a component has one probe of a kind: ask for all of it in one"
                )
            );
    }
}
