using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>A component of a soak run, with its predicted behaviour.</summary>
/// <param name="Name">The name in the plan.</param>
/// <param name="Seed">The seed that decides its behaviour.</param>
/// <param name="DependsOn">The component that must be ready before it starts.</param>
internal sealed record ChaoticComponent(string Name, int Seed, string DependsOn)
{
    public ChaosBehaviour Behaviour { get; } = ChaosBehaviour.Of(Seed);
}

/// <summary>
/// The plan of one run, decided by a seed: chaotic components, and a conductor that starts first and whose exit ends the run once every
/// predicted exit has happened. So the outcome does not depend on the speed of the machine.
/// </summary>
internal sealed class SoakPlan
{
    /// <summary>The component that ends the run.</summary>
    public const string Conductor = "conductor";

    // Some runs have no component that exits by itself, so that runs that complete are tested too.
    private const int CalmRunOneIn = 4;
    private const double DependentShare = 0.3;

    private SoakPlan(int seed, ImmutableArray<ChaoticComponent> components) => (Seed, Components) = (seed, components);

    public int Seed { get; }

    public ImmutableArray<ChaoticComponent> Components { get; }

    /// <summary>The predicted exit code of the host: 1 if a component exits during the run, else 0.</summary>
    public int ExitCode => Components.Any(component => component.Behaviour.Dies) ? 1 : 0;

    public static SoakPlan Of(int seed, int count)
    {
        var random = new Random(seed);
        var isCalm = random.Next(CalmRunOneIn) == 0;
        var components = ImmutableArray.CreateBuilder<ChaoticComponent>(count);
        while (components.Count < count)
        {
            var (componentSeed, isDependent) = (random.Next(), random.NextDouble() < DependentShare);
            if (isCalm && ChaosBehaviour.Of(componentSeed).Dies)
                continue;

            // A dependent of a component that never gets ready would never start.
            var possible = components.Where(other => other.Behaviour.End != ChaosEnd.DiesEarly).ToList();
            var dependsOn = isDependent && possible.Count > 0 ? possible[random.Next(possible.Count)].Name : Conductor;
            components.Add(new ChaoticComponent($"chaos-{components.Count:D2}", componentSeed, dependsOn));
        }

        return new SoakPlan(seed, components.ToImmutable());
    }

    /// <summary>The file that makes the conductor ready, so that the other components start.</summary>
    public static string BeginIn(string folder) => Path.Combine(folder, "begin");

    /// <summary>The file that makes the conductor exit, which ends the run.</summary>
    public static string EndIn(string folder) => Path.Combine(folder, "end");

    /// <summary>The plan as HOCON.</summary>
    /// <param name="testProgram">The program of all components.</param>
    /// <param name="folder">The folder of the receipts and of the files that direct the run.</param>
    /// <param name="hostile">More components, as HOCON.</param>
    public string ToHocon(string testProgram, string folder, string? hostile)
    {
        var plan = new StringBuilder();
        plan.AppendLine(
            CultureInfo.InvariantCulture,
            $$"""
            beacon {
              run { name = soak, duration = infinite, on-failure = continue, start-timeout = 5m, drain-timeout = 200ms }
              component-defaults { command = "{{testProgram}}", ready.timeout = 4m, stop.timeout = 30s }
              components {
                {{Conductor}} { args = [wait-for-file, "{{EndIn(folder)}}"], ready.file = "{{BeginIn(folder)}}", ends-run = on }
            """
        );
        foreach (var component in Components)
            plan.AppendLine(ToHocon(component, folder));
        return plan.Append(hostile).AppendLine("  }").AppendLine("}").ToString();
    }

    private static string ToHocon(ChaoticComponent component, string folder)
    {
        // Only a component that ignores its stop signal is killed soon: the others may be slow on a busy machine.
        var stop = component.Behaviour.End == ChaosEnd.IgnoresStop ? ", stop.timeout = 100ms" : "";
        return $"    {component.Name} {{ args = [chaos, \"{component.Seed}\", \"{folder}\"], "
            + $"ready.log = \"{Chaos.Settled}\", depends-on = [{component.DependsOn}]{stop} }}";
    }
}
