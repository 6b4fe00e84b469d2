using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Reads <c>expect</c>: conditions by the names of their statistics. As in <c>comparison</c>, a name without quotes is a path to HOCON and
/// is read as it was meant.
/// </summary>
internal static class ExpectationReader
{
    public const string Is = "is";
    public const string WhenMissing = "when-missing";
    public const string Abort = "abort";
    public const string After = "after";

    private static readonly string[] Keys = [Is, WhenMissing, Abort, After];

    public static ImmutableArray<Expectation> Read(Setting expect) => [.. expect.Fields.SelectMany(field => ReadAt(field, field.Key))];

    /// <summary>The expectations of a command line; each that is wrong is a problem.</summary>
    public static IEnumerable<Expectation> Read(IEnumerable<string> texts, List<PlanProblem> problems)
    {
        foreach (var text in texts)
        {
            if (Expectation.TryParse(text, out var expectation, out var error) && (error = expectation!.WhyNot) is null)
                yield return expectation;
            else
                problems.Add(new PlanProblem("--expect", error!));
        }
    }

    private static IEnumerable<Expectation> ReadAt(Setting setting, string name) =>
        setting.Value switch
        {
            ConfigObject group when !group.Fields.Any(field => Keys.Contains(field.Key)) => setting.Fields.SelectMany(field =>
                ReadAt(field, $"{name}.{field.Key}")
            ),
            ConfigObject => ReadWhole(setting, name),
            ConfigList => setting.Items().SelectMany(item => ReadAt(item, name)),
            _ => ConditionOf(setting, name) is { } condition ? [new Expectation(name, condition)] : [],
        };

    private static Expectation[] ReadWhole(Setting setting, string name)
    {
        setting.Know(Keys);
        setting.Require(Is, "write the condition, such as is = \"< 50us\"");
        var aborts = setting[Abort].Given?.Switch() ?? false;
        var after = setting[After].Given?.Duration(0) ?? TimeSpan.Zero;
        if (!aborts && setting[After].IsAssigned)
            setting[After].Refuse("has no effect without abort = on");
        return ConditionOf(setting[Is], name) is { } condition
            ?
            [
                new Expectation(name, condition)
                {
                    PassesWhenMissing = setting[WhenMissing].Given?.OneOf<MissingStatistic>() == MissingStatistic.Pass,
                    Aborts = aborts,
                    AbortsAfter = after,
                },
            ]
            : [];
    }

    private static Condition? ConditionOf(Setting setting, string name)
    {
        var condition = setting.Parsed<Condition>(
            "a condition such as \"< 50us\", or { is, when-missing, abort, after }",
            Condition.TryParse!
        );
        if (condition is not null && new Expectation(name, condition).WhyNot is { } reason)
            setting.Refuse(reason);
        return condition;
    }

    /// <summary>What it means that there is no such statistic.</summary>
    internal enum MissingStatistic
    {
        /// <summary>The expectation is not met.</summary>
        Fail,

        /// <summary>It holds.</summary>
        Pass,
    }
}
