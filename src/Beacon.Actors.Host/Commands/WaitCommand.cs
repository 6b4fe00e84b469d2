using System.CommandLine;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon wait</c>: waits until a run has ended, is operational, or a component of it is ready.</summary>
internal static class WaitCommand
{
    private const string Ready = "ready=";
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    public static Command Create(ControlContext context)
    {
        var run = ControlContext.RunOption();
        var until = new Option<string>("--for")
        {
            Description = "operational, ended or ready=NAME; default: ended",
            HelpName = "CONDITION",
            DefaultValueFactory = _ => "ended",
        };
        var timeout = ControlContext.TimeoutOption("how long to wait; then exit code 7");
        return context.With(
            new Command("wait", "wait for a run; ends with its exit code once it has ended") { run, until, timeout },
            async (parsed, settings, results) =>
            {
                var condition = parsed.GetValue(until)!;
                if (condition is not ("ended" or "operational") && !condition.StartsWith(Ready, StringComparison.Ordinal))
                    throw new BadUsageException($"--for \"{condition}\": expected operational, ended or ready=NAME");
                var selector = parsed.GetValue(run);
                var time = ControlContext.TimeoutOf(parsed.GetValue(timeout));
                if (ControlContext.TrySelect(selector, results) is not { } living)
                    return OfRecord(context, condition, RecordOf(selector, results));
                var component = condition.StartsWith(Ready, StringComparison.Ordinal) ? condition[Ready.Length..] : null;
                if (component is not null)
                    await ComponentCommands.NamesAsync(living, [component]);
                return await ControlContext.WithinAsync(
                    time,
                    token => WaitAsync(context, living, condition, component, token),
                    $"to wait for {living.Id} to be {condition}"
                );
            }
        );
    }

    private static async Task<int> WaitAsync(
        ControlContext context,
        LivingRun run,
        string condition,
        string? component,
        CancellationToken token
    )
    {
        try
        {
            using var client = await run.ConnectAsync(token);
            await foreach (var (_, happened) in client.EventsAsync(cancellationToken: token))
                if (
                    (happened is RunOperational && condition == "operational")
                    || (happened is ComponentReady ready && ready.Component == component && await IsReadyAsync(run, component, token))
                )
                    return ExitCodes.Success;
        }
        catch (ControlException)
        {
            // A run that is just ending takes no more calls; its record will tell.
            if (!await IsOverSoonAsync(run, token))
                throw;
        }

        return OfRecord(context, condition, RecordOf(run.Id, run.Results));
    }

    private static async Task<bool> IsOverSoonAsync(LivingRun run, CancellationToken token)
    {
        for (var waited = TimeSpan.Zero; LivingRun.In(run.Results).Contains(run); waited += LookInterval)
        {
            if (waited > EndsWithin)
                return false;
            await Task.Delay(LookInterval, token);
        }

        return true;
    }

    // What the events tell of the past may no longer hold.
    private static async Task<bool> IsReadyAsync(LivingRun run, string component, CancellationToken token)
    {
        using var client = await run.ConnectAsync(token);
        var state = await client.StateAsync(token);
        return state.Components.Any(each => each.Name == component && each.State == "ready");
    }

    private static RunRecord RecordOf(string? selector, string results)
    {
        try
        {
            return selector is null ? throw new NoSuchRunException("") : RunRecord.FindOne(selector, results);
        }
        catch (NoSuchRunException)
        {
            ControlContext.Select(selector, results);
            throw;
        }
    }

    private static int OfRecord(ControlContext context, string condition, RunRecord record)
    {
        if (record.State != RecordState.Complete)
        {
            context.Error.WriteLine($"beacon: {record.Id} was cut short: its host was killed");
            return ExitCodes.Failed;
        }

        if (condition == "ended" || (condition == "operational" && record.Result.OperationalAfter is not null))
            return condition == "ended" ? record.Result.ExitCode : ExitCodes.Success;
        context.Error.WriteLine($"beacon: {record.Id} has ended ({record.Result.Cause?.Message ?? "completed"}) and is not {condition}");
        return record.Result.ExitCode == 0 ? ExitCodes.Failed : record.Result.ExitCode;
    }
}
