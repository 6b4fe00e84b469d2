using System.CommandLine;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Logs;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon logs [-f] [NAME…]</c>: the output of the living run, else of the last one, from the record on disk.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static Command Create(ControlContext context)
    {
        var names = new Argument<string[]>("NAME") { Arity = ArgumentArity.ZeroOrMore, Description = "only these components" };
        var run = ControlContext.RunOption();
        var follow = new Option<bool>("--follow", "-f") { Description = "go on with what is printed, until the run ends" };
        var tail = new Option<int?>("--tail") { Description = "only the last N lines", HelpName = "N" };
        var since = new Option<string?>("--since")
        {
            Description = "10s: the last 10 s; +10s: from 10 s after the start on",
            HelpName = "TIME",
        };
        var grep = new Option<string?>("--grep") { Description = "only matching lines; (?i) ignores case", HelpName = "REGEX" };
        var clock = new Option<bool>("--clock") { Description = "show the time of day instead of seconds since the start" };
        return context.With(
            new Command("logs", "show the output of the living run, or of the last one") { names, run, follow, tail, since, grep, clock },
            async (parsed, settings, results) =>
            {
                if (parsed.GetValue(tail) < 0)
                    throw new BadUsageException("--tail: a number of lines from 0 is expected");
                var selector = parsed.GetValue(run);
                var living = ControlContext.TrySelect(selector, results);
                var record = RecordOf(living, selector, results);
                var known = NamesOf(record);
                var view = new LogView(context, settings, record, known, parsed.GetValue(clock))
                {
                    Components = LogOptions.Wanted(parsed.GetValue(names) ?? [], known),
                    From = LogOptions.From(
                        parsed.GetValue(since),
                        living is null ? record.Result.Elapsed : DateTimeOffset.UtcNow - record.Result.StartedAt
                    ),
                    Tail = parsed.GetValue(tail),
                    Pattern = LogOptions.PatternOf(parsed.GetValue(grep)),
                };
                return await ShowAsync(view, parsed.GetValue(follow) ? living : null);
            }
        );
    }

    private static async Task<int> ShowAsync(LogView view, LivingRun? followed)
    {
        using var logs = new FollowedLogs(view.Record.Folder, view.Components);
        using (view)
        {
            if (!view.Write(logs.Past(view.Query, isOver: followed is null)) || followed is null)
                return ExitCodes.Success;
            var isOver = false;
            while (true)
            {
                // First whether it is over, then what there is: nothing is missed.
                isOver = isOver || !IsAlive(followed);
                var elapsed = DateTimeOffset.UtcNow - view.Record.Result.StartedAt;
                if (!view.WriteMatching(logs.Next(elapsed)))
                    return ExitCodes.Success;
                if (isOver)
                    break;
                view.Flush();
                await Task.Delay(Interval);
            }

            view.WriteMatching(logs.Rest(view.Record.Result.Elapsed));
            return view.Ended(logs.HasLost);
        }
    }

    private static bool IsAlive(LivingRun run) => LivingRun.In(run.Results).Contains(run);

    private static RunRecord RecordOf(LivingRun? living, string? selector, string results)
    {
        try
        {
            return RunRecord.FindOne(living?.Id ?? selector ?? "last", results);
        }
        catch (NoSuchRunException exception)
        {
            throw new NotFoundException(WayOut.Of(exception));
        }
    }

    // Of a living run the events name those only that have started.
    private static IReadOnlyList<string> NamesOf(RunRecord record)
    {
        try
        {
            if (RunRecord.PlanOf(record.Folder) is { } plan)
                return [.. plan.Components.Select(component => component.Name)];
        }
        catch (InvalidPlanException) { }

        return [.. record.Result.Components.Select(component => component.Name)];
    }
}
