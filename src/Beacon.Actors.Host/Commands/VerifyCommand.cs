using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Starting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon verify</c>: checks the plan and what it needs, starts nothing.</summary>
internal static class VerifyCommand
{
    public static int Execute(CommandSettings settings, TextWriter output, TextWriter error)
    {
        var refusal = Refusal.Of(settings.Json, output, error);
        if (PlanLoading.Load(settings, refusal)?.Plan is not { } plan)
            return ExitCodes.BadUsage;

        var words = settings.Json ? error : output;
        words.WriteLine(
            $"plan {plan.Name}: {plan.Components.Length} components, {(plan.Duration is { } duration ? Durations.Format(duration) : "infinite")}"
        );
        words.WriteLine($"start order: {string.Join(" → ", plan.Components.Select(component => component.Name))}");
        words.WriteLine(
            $"stop order:  {string.Join(" → ", plan.Levels.Reverse().Select(level => string.Join(" + ", level.Select(component => component.Name))))}"
        );

        var missing = Prerequisites.Check(plan);
        foreach (var component in plan.Components)
            words.WriteLine(
                $"  {(missing.Any(problem => problem.Component == component.Name) ? '✗' : '✓')} {component.Name}: {PlanCommand.CommandOf(component)}"
            );
        if (missing.Count > 0)
            return refusal.Refuse(missing, ExitCodes.PrerequisiteMissing);

        words.WriteLine("every program, file and port that the plan requires is there; nothing was started");
        return ExitCodes.Success;
    }
}
