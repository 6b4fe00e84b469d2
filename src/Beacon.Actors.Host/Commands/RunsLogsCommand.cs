using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Logs;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs logs [COMPONENT…]</c>: prints the output of a run's components as one timeline.</summary>
internal static class RunsLogsCommand
{
    private static readonly string[] Streams = ["stdout", "stderr"];

    public static Command Create(RunsContext context)
    {
        var components = new Argument<string[]>("COMPONENT")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "show only these components",
        };
        var run = new Option<string>("--run")
        {
            Description = "run id or its beginning, last, last~2, or the path of a record",
            HelpName = "SELECTOR",
            DefaultValueFactory = _ => "last",
        };
        var merged = new Option<bool>("--merged") { Description = "all components in one timeline (the default)" };
        var apart = new Option<bool>("--apart") { Description = "one component after the other" };
        var since = new Option<string?>("--since")
        {
            Description = "10s: the last 10 s of the run; +10s: from 10 s after its start on",
            HelpName = "TIME",
        };
        var grep = new Option<string?>("--grep")
        {
            Description = "show only matching lines; (?i) at the beginning ignores case",
            HelpName = "REGEX",
        };
        var stream = new Option<string?>("--stream") { Description = string.Join("|", Streams), HelpName = "STREAM" };
        var clock = new Option<bool>("--clock") { Description = "show the time of day instead of seconds since the start of the run" };
        var command = new Command("logs", "show the output of the components, each line with its time of arrival")
        {
            components,
            run,
            merged,
            apart,
            since,
            grep,
            stream,
            clock,
        };
        return context.With(
            command,
            (parsed, settings, results) =>
            {
                if (parsed.GetValue(merged) && parsed.GetValue(apart))
                    throw new BadUsageException("--merged and --apart exclude each other; leave one out");
                var record = RunRecord.FindOne(parsed.GetValue(run)!, results);
                var names = record.Result.Components.Select(component => component.Name).ToList();
                var wanted = LogOptions.Wanted(parsed.GetValue(components) ?? [], names);
                var (from, of) = (LogOptions.From(parsed.GetValue(since), record.Result.Elapsed), StreamOf(parsed.GetValue(stream)));
                var lines = parsed.GetValue(apart)
                    ? wanted.SelectMany(name => record.ReadLogs([name], from, of))
                    : record.ReadLogs(wanted, from, of);

                using var output = BufferedOutput.Over(context.Output);
                Func<RecordedLine, string, bool> write = settings.Json
                    ? (line, text) => output.TryWrite(writer => writer.WriteLine(RunEventJson.Write(EventOf(line, text, record.Result))))
                    : PrinterOf(output, context, names, parsed.GetValue(clock) ? record.Result.StartedAt.ToLocalTime() : null);
                Write(lines, LogOptions.PatternOf(parsed.GetValue(grep)), write);
                return ExitCodes.Success;
            }
        );
    }

    private static Func<RecordedLine, string, bool> PrinterOf(
        BufferedOutput output,
        RunsContext context,
        IReadOnlyList<string> names,
        DateTimeOffset? clock
    )
    {
        var printer = new LogPrinter(output.Writer, Terminals.For(context.Output, plain: false), names, clock);
        return (line, text) => output.TryWrite(_ => printer.Write(line, text));
    }

    private static void Write(IEnumerable<RecordedLine> lines, PatternMatcher? pattern, Func<RecordedLine, string, bool> write)
    {
        foreach (var line in lines)
        {
            var text = line.Text.ToString();
            var isShown = pattern?.IsMatch(text) != false;
            if (pattern?.Timeouts > 0)
                throw new BadUsageException(
                    $"--grep \"{pattern.Pattern}\" takes more than {Durations.Format(OutputPattern.Timeout)} on one line; simplify it"
                );
            if (isShown && !write(line, text))
                return;
        }
    }

    private static OutputStream? StreamOf(string? stream) =>
        stream switch
        {
            null => null,
            "stdout" => OutputStream.Stdout,
            "stderr" => OutputStream.Stderr,
            _ => throw new BadUsageException(
                $"--stream \"{stream}\": expected one of {string.Join(", ", Streams)}{Nearest.Suggestion(stream, Streams)}"
            ),
        };

    private static ComponentOutput EventOf(RecordedLine line, string text, RunResult run) =>
        new(line.Stream, text)
        {
            At = run.StartedAt + line.Elapsed,
            Elapsed = line.Elapsed,
            Component = line.Component,
        };
}
