using Akka.Configuration;
using Akka.Configuration.Hocon;
using Beacon.Plans;

namespace Beacon.Actors.Hosting;

/// <summary>Reads plans from Akka configurations.</summary>
public static class AkkaPlans
{
    extension(RunPlan)
    {
        /// <summary>
        /// Reads a plan from the section <c>beacon</c> of an Akka configuration, such as an actor system's own. Akka has resolved it by its
        /// own rules: it does not know environment variables, and a text <c>null</c> in quotes is null to it.
        /// </summary>
        /// <param name="config">The configuration.</param>
        /// <param name="folder">The folder that relative paths start from; null: the current directory.</param>
        /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
        public static RunPlan From(Config config, string? folder = null)
        {
            ArgumentNullException.ThrowIfNull(config);
            var beacon = config.HasPath("beacon") ? ValueOf(config.GetValue("beacon")) as IReadOnlyDictionary<string, object?> : null;
            return RunPlan.FromValues(beacon ?? new Dictionary<string, object?>(), folder);
        }
    }

    // Element by element: the ways through a value that Akka offers (ToString, GetString) read some values wrongly or do not end.
    private static object? ValueOf(HoconValue value)
    {
        var parts = value.Values.Select(PartOf).ToList();

        // Akka keeps the blanks around an unquoted value as parts of their own.
        while (parts.Count > 1 && IsBlank(parts[^1]))
            parts.RemoveAt(parts.Count - 1);
        while (parts.Count > 1 && IsBlank(parts[0]))
            parts.RemoveAt(0);
        if (parts.Exists(part => part is not (string or null)))
            parts.RemoveAll(IsBlank);
        return parts.Count == 0 ? null : parts.Aggregate(Join);
    }

    private static object? PartOf(IHoconElement element) =>
        element switch
        {
            HoconObject fields => fields.Items.ToDictionary(field => field.Key, field => ValueOf(field.Value)),
            HoconArray items => items.Where(item => item.Values.Count > 0).Select(ValueOf).ToList(),
            HoconSubstitution reference => ValueOf(reference.ResolvedValue),
            HoconLiteral text => text.Value is "null" ? null : text.Value,
            _ => throw new FormatException($"unexpected {element.GetType().Name} in the Akka configuration"),
        };

    // Texts join to a text, lists to a list, objects merge; where kinds meet, the later one stands.
    private static object? Join(object? before, object? after) =>
        (before, after) switch
        {
            (string or null, string or null) => $"{before}{after}",
            (List<object?> first, List<object?> second) => first.Concat(second).ToList(),
            (Dictionary<string, object?> first, Dictionary<string, object?> second) => first
                .Concat(second)
                .GroupBy(field => field.Key, field => field.Value)
                .ToDictionary(field => field.Key, field => field.Aggregate(Under)),
            _ => after,
        };

    private static object? Under(object? before, object? after) =>
        before is Dictionary<string, object?> && after is Dictionary<string, object?> ? Join(before, after) : after;

    private static bool IsBlank(object? part) => part is null || (part is string text && string.IsNullOrWhiteSpace(text));
}
