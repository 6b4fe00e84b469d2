using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Checks a plan that was built in C#. It is written as a configuration and read again, so that the same rules hold, with the same
/// messages, as for HOCON.
/// </summary>
internal static class PlanDraft
{
    private const string Components = "beacon.components";

    /// <summary>The plan that the draft describes: paths absolute, defaults for texts that are null, components in start order.</summary>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    public static RunPlan Read(RunPlan draft, string folder)
    {
        var byName = draft.Components.GroupBy(component => component.Name).ToList();
        List<PlanProblem> problems =
        [
            .. draft.Components.SelectMany(component => Repeated(component.Name, "ready", component.Ready.Probes)),
            .. draft.Components.SelectMany(component => Repeated(component.Name, "alive", component.Alive.Probes)),
            .. from name in byName
            where name.Count() > 1
            select new PlanProblem(
                HoconText.Join(Components, name.Key),
                "the name is used more than once; give each component a name of its own"
            ),
        ];
        var root = PlanWriter.Tree(draft with { Components = [.. byName.Select(group => group.First())] }, new ConfigSource("", folder));
        return PlanReader.Read(root, folder, problems) with { Sources = draft.Sources, Files = draft.Files, AkkaHocon = draft.AkkaHocon };
    }

    private static IEnumerable<PlanProblem> Repeated(string component, string key, IEnumerable<Probe> probes) =>
        from kind in probes.GroupBy(probe => probe.Kind)
        where kind.Count() > 1
        select new PlanProblem(
            $"{HoconText.Join(Components, component)}.{key}.{kind.Key}",
            $"is given {kind.Count()} times; a component has one probe of a kind: ask for all of it in one"
        );
}
