using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>Reads the plan that a command line names, and reports all problems in it.</summary>
internal static class PlanLoading
{
    /// <summary>Loads it.</summary>
    /// <param name="settings">The options of the command line.</param>
    /// <param name="refusal">Reports what is wrong.</param>
    /// <param name="words">Receives a line that says so if the plan is the demo; null: nothing does.</param>
    /// <returns>The plan; null: it was refused, the problems are printed and the exit code is 2.</returns>
    public static RunPlan? Load(CommandSettings settings, Refusal refusal, TextWriter? words = null)
    {
        var choice = settings.Choice;
        if (choice.Files is [PlanSources.OfStandardInput] && !System.Console.IsInputRedirected)
            words?.WriteLine("reading the plan from the terminal; end it with Ctrl+D");
        try
        {
            var plan = RunPlan.Load(settings.SourcesOf(choice));
            if (choice.Origin == PlanOrigin.Demo)
                words?.WriteLine($"No {PlanChoice.FileName} here or above: this is the demo. Begin your own plan: beacon init");
            else if (choice.Files is [var only] && only == PlanChoice.DemoPlan)
                words?.WriteLine("This is the demo, a small trading system. Begin your own plan: beacon init");
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
            if (choice.Origin == PlanOrigin.Variable)
                refusal.Warn($"the plan is the one that {PlanChoice.Variable} names");
            return null;
        }
    }
}
