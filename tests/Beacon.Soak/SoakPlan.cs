using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Beacon.TestProgram;

namespace Beacon.Soak;

/// <summary>A component of a soak run and what will become of it.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Seed">What decides all that it does.</param>
/// <param name="DependsOn">The component that has to be ready before it.</param>
internal sealed record ChaoticComponent(string Name, int Seed, string DependsOn)
{
    public Fate Fate { get; } = Fate.Of(Seed);
}

/// <summary>
/// The plan of one run, all of it decided by a seed: chaotic components, and a conductor who is there first and whose exit ends the run
/// once everything that was to happen has happened. So no outcome hangs on how fast the machine is.
/// </summary>
internal sealed class SoakPlan
{
    /// <summary>The component that ends the run.</summary>
    public const string Conductor = "conductor";

    // A run in which nobody dies by himself: how else would a run that has to complete be seen to complete?
    private const int CalmRunOneIn = 4;
    private const double DependentShare = 0.3;

    private SoakPlan(int seed, ImmutableArray<ChaoticComponent> components) => (Seed, Components) = (seed, components);

    public int Seed { get; }

    public ImmutableArray<ChaoticComponent> Components { get; }

    /// <summary>What the host must exit with: 1 if a component ends although the run still needed it, else 0.</summary>
    public int ExitCode => Components.Any(component => component.Fate.Dies) ? 1 : 0;

    public static SoakPlan Of(int seed, int count)
    {
        var random = new Random(seed);
        var isCalm = random.Next(CalmRunOneIn) == 0;
        var components = ImmutableArray.CreateBuilder<ChaoticComponent>(count);
        while (components.Count < count)
        {
            var (componentSeed, isDependent) = (random.Next(), random.NextDouble() < DependentShare);
            if (isCalm && Fate.Of(componentSeed).Dies)
                continue;

            // Who depends on one that never is ready never starts.
            var possible = components.Where(other => other.Fate.End != FateEnd.DiesEarly).ToList();
            var dependsOn = isDependent && possible.Count > 0 ? possible[random.Next(possible.Count)].Name : Conductor;
            components.Add(new ChaoticComponent($"chaos-{components.Count:D2}", componentSeed, dependsOn));
        }

        return new SoakPlan(seed, components.ToImmutable());
    }

    /// <summary>The file whose coming makes the conductor ready, so that the others may start.</summary>
    public static string BeginIn(string folder) => Path.Combine(folder, "begin");

    /// <summary>The file whose coming lets the conductor end the run.</summary>
    public static string EndIn(string folder) => Path.Combine(folder, "end");

    /// <summary>The plan as HOCON.</summary>
    /// <param name="testProgram">The program of all components.</param>
    /// <param name="folder">Where receipts and signs are kept.</param>
    public string ToHocon(string testProgram, string folder)
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
        return plan.AppendLine("  }").AppendLine("}").ToString();
    }

    private static string ToHocon(ChaoticComponent component, string folder)
    {
        // Only who is known to ignore the signal is killed soon: whoever obeys may be slow on a busy machine.
        var stop = component.Fate.End == FateEnd.IgnoresStop ? ", stop.timeout = 100ms" : "";
        return $"    {component.Name} {{ args = [chaos, \"{component.Seed}\", \"{folder}\"], ready.log = \"{Chaos.Settled}\", depends-on = [{component.DependsOn}]{stop} }}";
    }
}
