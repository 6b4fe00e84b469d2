using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Json;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs show SELECTOR</c>: what became of a run, on a page.</summary>
internal static class RunsShowCommand
{
    public static Command Create(RunsContext context)
    {
        var selector = RunsContext.Selector();
        return context.With(
            new Command("show", "the verdict of a run: why, what followed, its numbers, what they belong to") { selector },
            (parsed, settings, results) =>
            {
                foreach (var record in RunRecord.Find(parsed.GetValue(selector)!, results))
                {
                    if (settings.Json)
                        context.Output.WriteLine(RunResultJson.Format(record.Result));
                    else
                        new VerdictPage(Terminals.For(context.Output, plain: false), TimeZoneInfo.Local).Write(
                            record,
                            DateTimeOffset.UtcNow
                        );
                }

                return ExitCodes.Success;
            }
        );
    }
}
