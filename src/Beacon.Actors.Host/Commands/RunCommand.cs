using Akka.Actor;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Actors.Starting;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Microsoft.Extensions.DependencyInjection;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon run</c>: one run, from the plan to the verdict.</summary>
internal static class RunCommand
{
    public static async Task<int> ExecuteAsync(CommandSettings settings, TextWriter output, TextWriter error)
    {
        using var signals = new StopSignals();
        var refusal = Refusal.Of(settings.Json, output, error);
        if (PlanLoading.Load(settings, refusal) is not { } loaded)
            return ExitCodes.BadUsage;
        if (Prerequisites.Check(loaded.Plan) is { Count: > 0 } missing)
            return refusal.Refuse(missing, ExitCodes.PrerequisiteMissing);

        using var host = BeaconHost.Build(loaded);
        try
        {
            await host.StartAsync();
        }
        catch (Exception exception) when (exception is Akka.Configuration.ConfigurationException or TypeLoadException)
        {
            return refusal.Refuse([new Problem(ProblemKind.BadConfiguration, $"akka: {exception.Message}")], ExitCodes.BadUsage);
        }

        var exitCode = signals.First is { } early
            ? ExitCodes.SignalBase + (int)early
            : await RunAsync(host.Services.GetRequiredService<ActorSystem>(), loaded.Plan, settings, signals, refusal, output, error);
        await host.StopAsync();
        return exitCode;
    }

    private static async Task<int> RunAsync(
        ActorSystem system,
        RunPlan plan,
        CommandSettings settings,
        StopSignals signals,
        Refusal refusal,
        TextWriter output,
        TextWriter error
    )
    {
        var console = RunConsole.For(settings, output, error);
        signals.KillRequested += console.ShowKill;
        IBeaconRun run;
        try
        {
            run = await RunSupervisor.Get(system).StartAsync(plan);
        }
        catch (PrerequisitesMissingException refused)
        {
            return refusal.Refuse(refused.Problems, ExitCodes.PrerequisiteMissing);
        }

        signals.Attach(run);
        await console.ShowAsync(run);
        var result = await run.Completion;

        // The report is written after the verdict is on the screen, when the console no longer receives events.
        foreach (var problem in result.Problems.Where(problem => problem.File == RecordLayout.ReportFile))
            await error.WriteLineAsync($"beacon: {problem.Message}");
        return result.ExitCode;
    }
}
