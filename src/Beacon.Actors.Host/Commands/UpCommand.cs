using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// <c>beacon up [DURATION]</c>: starts a run in the background, and returns when it is operational, or with the reason why it is not. The
/// run is <c>beacon run</c> in a session of its own.
/// </summary>
internal static class UpCommand
{
    /// <summary>The command's name.</summary>
    public const string Word = "up";

    private const string Detached = "--detached";
    private static readonly TimeSpan TurnWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(20);

    public static Command Create(ControlContext context)
    {
        var another = new Option<bool>("--another") { Description = "also where a run of the same plan is running" };
        var timeout = new Option<string?>("--wait-timeout")
        {
            Description = "how long to wait until it is operational; then exit code 7, and the run goes on",
            HelpName = "TIME",
        };
        var command = new Command(Word, "start a run in the background, and wait until it is operational") { another, timeout };
        return context.With(
            command,
            async (parsed, settings, _) =>
            {
                settings = settings with { Detached = true };
                var time = ControlContext.TimeoutOf(parsed.GetValue(timeout));
                if (PlanLoading.Load(settings, new Refusal(settings.Json, context.Output, context.Error)) is not { } plan)
                    return ExitCodes.BadUsage;
                using var turn = parsed.GetValue(another) ? null : await TakeTurnAsync(plan);
                if (!parsed.GetValue(another) && await FindSameAsync(plan) is { } same)
                    throw new BadUsageException(
                        $"{same.Id} is running this plan; beacon stop ends it, and --another starts another beside it"
                    );
                return await new StartedRun(context, settings.Json, turn).StartAsync(ArgumentsOf(parsed, another, timeout), time);
            }
        );
    }

    /// <summary>The option by which this command starts <c>beacon run</c>.</summary>
    public static Option<bool> DetachedOption() => new(Detached) { Hidden = true };

    // The words of this command line, for beacon run.
    private static List<string> ArgumentsOf(ParseResult parsed, Option<bool> another, Option<string?> timeout)
    {
        var own = new HashSet<string> { Word, another.Name, timeout.Name };
        var tokens = parsed.Tokens.ToList();
        var words = new List<string> { "run", Detached, "--json" };
        for (var place = 0; place < tokens.Count; place++)
        {
            var (isCommand, isOption) = (
                tokens[place].Type == System.CommandLine.Parsing.TokenType.Command,
                tokens[place].Type == System.CommandLine.Parsing.TokenType.Option
            );
            if (isOption && tokens[place].Value == timeout.Name)
                place++;
            else if (!isCommand && !(isOption && (own.Contains(tokens[place].Value) || tokens[place].Value == "--json")))
                words.Add(tokens[place].Value);
        }

        return words;
    }

    // One after the other look for a run of their plan and start one, until it is seen by the next. Other users can lock the folder too, so
    // that nobody waits for ever; what can't be locked is said by the run.
    private static async Task<IDisposable?> TakeTurnAsync(RunPlan plan)
    {
        try
        {
            using var results = RecordFolder.OpenGuarded(plan.Results, create: true);
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TurnWithin; await Task.Delay(LookInterval))
                if (results.TryLock() is { } turn)
                    return turn;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }

        return null;
    }

    // A plan is the same if it was made from the same files and settings, or runs the same.
    private static async Task<LivingRun?> FindSameAsync(RunPlan plan)
    {
        foreach (var run in LivingRun.In(plan.Results).Where(run => run.Name == plan.Name))
            try
            {
                using var client = await run.ConnectAsync();
                var hello = await client.HelloAsync();
                if (hello.PlanSha256 == plan.Sha256() || hello.PlanSources.SequenceEqual(plan.Sources))
                    return run;
            }
            catch (ControlException) when (LivingRun.In(plan.Results).Contains(run))
            {
                // It can't be asked, so its name decides.
                return run;
            }
            catch (ControlException)
            {
                // It has ended meanwhile.
            }

        return null;
    }

    /// <summary>The process of the run, as seen by the command that has started it.</summary>
    private sealed class StartedRun(ControlContext context, bool json, IDisposable? turn)
    {
        private RunStarted? _started;

        public async Task<int> StartAsync(IReadOnlyList<string> arguments, TimeSpan? timeout)
        {
            using var process = Process.Start(StartOf(arguments))!;
            process.StandardInput.Close();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Abandon(process, signal));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Abandon(process, signal));
            var errors = ForwardAsync(process.StandardError);
            try
            {
                return await ControlContext.WithinAsync(timeout, token => WatchAsync(process, errors, token), "the start");
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"{_started?.Run ?? "the run"} is not operational yet: {ExceptionText.Of(exception)}");
            }
        }

        private async Task<int> WatchAsync(Process process, Task errors, CancellationToken token)
        {
            while (await process.StandardOutput.ReadLineAsync(token) is { } line)
                if (!RunEventJson.TryRead(line, out var happened))
                    await context.Error.WriteLineAsync(line);
                else if (happened is RunStarted started)
                {
                    _started = started;
                    turn?.Dispose();
                }
                else if (happened is RunOperational)
                {
                    await context.Output.WriteLineAsync(
                        json
                            ? ControlLines.Of(
                                new HelloReply
                                {
                                    Ok = true,
                                    Run = _started!.Run,
                                    Record = _started.Record,
                                    Pid = process.Id,
                                }
                            )
                            : _started!.Run
                    );
                    return ExitCodes.Success;
                }
                else if (happened is RunFinished { Record: { } record } finished)
                    return Failed(finished, record);

            // What was refused was said on standard error.
            await process.WaitForExitAsync(token);
            await errors;
            return process.ExitCode == 0 ? ExitCodes.Failed : process.ExitCode;
        }

        private int Failed(RunFinished finished, string record)
        {
            var message = finished.Cause?.Message ?? $"the run has ended before it was operational ({JsonValues.NameOf(finished.Outcome)})";
            context.Error.WriteLine($"beacon: {message}");
            context.Error.WriteLine($"beacon: the record is {record}");
            if (json)
                context.Output.WriteLine(
                    ControlLines.Of(
                        new ControlReply
                        {
                            Kind = JsonValues.NameOf(finished.Outcome),
                            Message = message,
                            ExitCode = finished.ExitCode,
                        }
                    )
                );
            return finished.ExitCode == 0 ? ExitCodes.Failed : finished.ExitCode;
        }

        private async Task ForwardAsync(StreamReader errors)
        {
            while (await errors.ReadLineAsync() is { } line)
                await context.Error.WriteLineAsync(line);
        }

        private void Abandon(Process process, PosixSignalContext signal)
        {
            signal.Cancel = true;
            context.Error.WriteLine("beacon: the start is given up; what was started is being stopped");
            ProcessEngine.Terminate(process.Id);
        }

        private static ProcessStartInfo StartOf(IReadOnlyList<string> arguments)
        {
            // Under dotnet(1) the program is its first argument.
            var program = Environment.ProcessPath!;
            var isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
            return new ProcessStartInfo(program, isHosted ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
        }
    }
}
