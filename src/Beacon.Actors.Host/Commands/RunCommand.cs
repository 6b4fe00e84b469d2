using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Actors.Starting;
using Beacon.Processes;
using Beacon.Records.Layout;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon run</c>: one run, from the plan to the verdict.</summary>
internal static class RunCommand
{
    public static async Task<int> ExecuteAsync(CommandSettings settings, TextWriter output, TextWriter error)
    {
        if (settings.Detached)
            ProcessEngine.Detach();
        using var signals = new StopSignals();
        var refusal = new Refusal(settings.Json, output, error);
        if (PlanLoading.Load(settings, refusal, Words(settings, output, error)) is not { } plan)
            return ExitCodes.BadUsage;
        if (Prerequisites.Check(plan) is { Count: > 0 } missing)
            return refusal.Refuse(missing, ExitCodes.PrerequisiteMissing);

        // Before the run, which then has the cores for itself.
        await DashboardCommand.StartBesideAsync(settings, plan.Results, output, error);
        return await BeaconHost.ExecuteAsync(
            plan,
            refusal,
            async system =>
            {
                var console = settings.Detached ? new DetachedConsole(output) : RunConsole.For(settings, output, error);
                signals.KillRequested += console.ShowKill;
                signals.BeginRun();
                var run = await RunSupervisor.Get(system).StartAsync(plan, new RunSettings { Label = settings.Label });
                signals.Attach(run);
                await console.ShowAsync(run);
                var result = await run.Completion;

                // The report is written after the verdict is on the screen, when the console no longer receives events.
                foreach (var problem in result.Problems.Where(problem => problem.File == RecordLayout.ReportFile))
                    await error.WriteLineAsync($"beacon: {problem.Message}");
                return result.ExitCode;
            }
        );
    }

    private static TextWriter? Words(CommandSettings settings, TextWriter output, TextWriter error) =>
        settings.Json ? error
        : settings.Quiet ? null
        : output;
}
