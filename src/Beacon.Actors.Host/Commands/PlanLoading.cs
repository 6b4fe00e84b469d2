using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>Reads the plan that a command line names, and reports all problems in it.</summary>
internal static class PlanLoading
{
    /// <summary>The plan; null: it was refused, the problems are printed and the exit code is 2.</summary>
    public static RunPlan? Load(CommandSettings settings, Refusal refusal)
    {
        try
        {
            var plan = RunPlan.Load(settings.Sources);
            foreach (var warning in plan.Warnings)
                refusal.Warn(warning);
            return plan;
        }
        catch (InvalidPlanException refused)
        {
            refusal.Refuse(
                [.. refused.Problems.Select(problem => new Problem(ProblemKind.BadConfiguration, problem.ToString()))],
                ExitCodes.BadUsage
            );
            return null;
        }
    }
}
