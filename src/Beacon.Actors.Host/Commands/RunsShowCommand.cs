using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Json;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs show SELECTOR</c>: prints a page about a run.</summary>
internal static class RunsShowCommand
{
    public static Command Create(RunsContext context)
    {
        var selector = RunsContext.Selector();
        return context.With(
            new Command("show", "show a run: verdict, cause, components, statistics, environment") { selector },
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
