using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Starting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon verify</c>: checks the plan and its prerequisites; starts nothing.</summary>
internal static class VerifyCommand
{
    public static int Execute(CommandSettings settings, TextWriter output, TextWriter error)
    {
        var refusal = new Refusal(settings.Json, output, error);
        var words = settings.Json ? error : output;
        if (PlanLoading.Load(settings, refusal, words) is not { } plan)
            return ExitCodes.BadUsage;
        if (AkkaSection.FindProblem(plan) is { } wrong)
            return refusal.Refuse([wrong], ExitCodes.BadUsage);

        var length = plan.Duration is { } duration ? Durations.Format(duration) : "infinite";
        words.WriteLine($"plan {plan.Name}: {plan.Components.Length} components, {length}");
        words.WriteLine($"start order: {string.Join(" → ", plan.Components.Select(component => component.Name))}");
        var stopOrder = plan.Levels.Reverse().Select(level => string.Join(" + ", level.Select(component => component.Name)));
        words.WriteLine($"stop order:  {string.Join(" → ", stopOrder)}");

        var missing = Prerequisites.Check(plan);
        foreach (var component in plan.Masked().Components)
        {
            var mark = missing.Any(problem => problem.Component == component.Name) ? '✗' : '✓';
            words.WriteLine($"  {mark} {component.Name}: {PlanCommand.CommandOf(component)}");
        }

        PlanCommand.WriteExpectations(plan.Masked(), words);
        if (missing.Count > 0)
            return refusal.Refuse(missing, ExitCodes.PrerequisiteMissing);

        words.WriteLine("all required programs, files and ports are available; nothing was started");
        return ExitCodes.Success;
    }
}
