using Akka.Actor;
using Akka.Configuration;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// Checks the <c>akka</c> section of a plan, whose keys only Akka knows: by starting an actor system with it, which does nothing and ends.
/// </summary>
internal static class AkkaSection
{
    // To find which one is wrong, each key is tried alone.
    private const int KeysTriedAtMost = 50;

    /// <summary>What is wrong with the section; null: nothing, or there is none.</summary>
    public static Problem? FindProblem(RunPlan plan)
    {
        if (plan.AkkaHocon.Length == 0 || WhyNot(plan.AkkaHocon) is not { } reason)
            return null;
        foreach (var (key, alone) in Keys(plan.AkkaHocon).Take(KeysTriedAtMost))
            if (WhyNot(alone) is { } reasonOfKey)
                return ProblemOf(key, reasonOfKey);
        return ProblemOf("akka", reason);
    }

    /// <summary>An exception of an actor system that could not be started.</summary>
    public static Problem ProblemOf(Exception exception) => ProblemOf("akka", Reason(exception));

    private static Problem ProblemOf(string key, string reason) =>
        new(ProblemKind.BadConfiguration, $"{key}: Akka can't be started with this value: {reason}");

    private static string? WhyNot(string hocon)
    {
        try
        {
            using var system = ActorSystem.Create("beacon", ConfigurationFactory.ParseString(hocon).WithFallback(DedicatedSystem.Silent));
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Reason(exception);
        }
    }

    private static string Reason(Exception exception) => ExceptionText.Of(exception).ReplaceLineEndings(" ");

    /// <summary>Each key of a section, written as <c>RunPlan.AkkaHocon</c> is: one a line, objects over several.</summary>
    private static IEnumerable<(string Key, string Alone)> Keys(string hocon)
    {
        var open = new List<string>();
        foreach (var line in hocon.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (line == "}")
                open.RemoveAt(open.Count - 1);
            else if (line.EndsWith('{'))
                open.Add(line[..^1].TrimEnd());
            else
            {
                var key = string.Join('.', open.Append(line.Split(" = ")[0].Split(" {")[0]));
                yield return (key, $"{string.Concat(open.Select(name => $"{name} {{\n"))}{line}\n{string.Concat(open.Select(_ => "}\n"))}");
            }
        }
    }
}
