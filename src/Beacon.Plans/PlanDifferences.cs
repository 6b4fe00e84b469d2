using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans.Hocon;
using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>A key that has not the same value in all of some plans.</summary>
/// <param name="Key">Its path: <c>nginx.args[1]</c> of a component, <c>run.duration</c> of the run; list items count from 0.</param>
/// <param name="Values">
/// Its value in each plan; null: the plan does not have it. A component is its command line, any other object <c>{ … }</c>.
/// </param>
public sealed record PlanDifference(string Key, ImmutableArray<string?> Values);

/// <summary>Finds what differs between plans: of what they run, as <c>plan.Sha256()</c> has it.</summary>
public static class PlanDifferences
{
    private const string OfComponents = "components.";

    /// <summary>The keys that differ, in the order of the plans; none: they run the same. Secrets are masked.</summary>
    /// <param name="plans">The plans.</param>
    public static ImmutableArray<PlanDifference> Between(IReadOnlyList<RunPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return [.. Between("", [.. plans.Select(plan => PlanWriter.TreeOfRun(plan)["beacon"])])];
    }

    private static IEnumerable<PlanDifference> Between(string path, IReadOnlyList<ConfigNode?> values)
    {
        if (values.All(value => value is ConfigObject))
            return values
                .SelectMany(value => ((ConfigObject)value!).Fields.Select(field => field.Key))
                .Distinct()
                .SelectMany(key => Between(HoconText.Join(path, key), [.. values.Select(value => ((ConfigObject)value!)[key])]));
        if (values.All(value => value is ConfigList) && values.Select(value => ((ConfigList)value!).Items.Length).Distinct().Count() == 1)
            return Enumerable
                .Range(0, ((ConfigList)values[0]!).Items.Length)
                .SelectMany(place =>
                    Between(
                        string.Create(CultureInfo.InvariantCulture, $"{path}[{place}]"),
                        [.. values.Select(value => ((ConfigList)value!).Items[place])]
                    )
                );
        return values.All(value => IsSame(value, values[0]))
            ? []
            :
            [
                new PlanDifference(
                    path.StartsWith(OfComponents, StringComparison.Ordinal) ? path[OfComponents.Length..] : path,
                    [.. values.Select(value => value is null ? null : TextOf(value))]
                ),
            ];
    }

    // An object and no object differ, whatever is in the object.
    private static bool IsSame(ConfigNode? one, ConfigNode? other) =>
        one is null || other is null ? one == other : one.GetType() == other.GetType() && TextOf(one) == TextOf(other);

    private static string TextOf(ConfigNode value) =>
        value switch
        {
            ConfigText text => text.Text ?? "null",
            ConfigList list => $"[{string.Join(", ", list.Items.Select(TextOf))}]",
            ConfigObject component when component["command"] is ConfigText command && component["args"] is ConfigList args => string.Join(
                ' ',
                args.Items.Prepend(command).Select(TextOf)
            ),
            _ => "{ … }",
        };
}
