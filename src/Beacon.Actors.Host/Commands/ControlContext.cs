using System.CommandLine;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Actors.Host.Commands;

/// <summary>What the commands on a living run share: which run is meant, how long they wait, how they fail.</summary>
/// <param name="settingsOf">Reads the common options from a command line.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class ControlContext(Func<ParseResult, CommandSettings> settingsOf, TextWriter output, TextWriter error)
{
    public TextWriter Output => output;

    public TextWriter Error => error;

    public static Option<string?> RunOption() =>
        new("--run") { Description = "the living run: its id, the beginning of it, or the plan's name", HelpName = "SELECTOR" };

    public static Option<string?> TimeoutOption(string description) => new("--timeout") { Description = description, HelpName = "TIME" };

    /// <summary>Sets the action of a command, which receives the results folder; returns the command.</summary>
    public Command With(Command command, Func<ParseResult, CommandSettings, string, Task<int>> execute)
    {
        command.SetAction((parsed, _) => ExecuteAsync(settingsOf(parsed), (settings, results) => execute(parsed, settings, results)));
        return command;
    }

    /// <summary>The living run that is meant.</summary>
    /// <exception cref="NotFoundException">There is none, or none of that name.</exception>
    /// <exception cref="BadUsageException">There are several.</exception>
    public static LivingRun Select(string? selector, string results) =>
        TrySelect(selector, results)
        ?? throw new NotFoundException(
            LivingRun.In(results) is { Count: > 0 } living
                ? $"no run \"{selector}\" is running in {results}; running: {ListOf(living)}"
                : $"nothing runs in {results}"
                    + (selector is null ? "; beacon up starts a run in the background, beacon ps --all shows other folders" : "")
        );

    /// <summary>The same; null: there is none.</summary>
    public static LivingRun? TrySelect(string? selector, string results)
    {
        var living = LivingRun.In(results);
        IReadOnlyList<LivingRun> meant =
            selector is null ? living
            : living.FirstOrDefault(run => run.Id == selector) is { } exact ? [exact]
            : living.Where(run => run.Name == selector).ToList() is { Count: > 0 } named ? named
            : [.. living.Where(run => selector.Length > 0 && run.Id.StartsWith(selector, StringComparison.Ordinal))];
        return meant.Count switch
        {
            0 => null,
            1 => meant[0],
            _ when selector is null => throw new BadUsageException(
                $"{meant.Count} runs are running; say which with --run: {ListOf(meant)}"
            ),
            _ => throw new BadUsageException($"--run \"{selector}\" means {meant.Count} runs: {ListOf(meant)}; write the id"),
        };
    }

    /// <summary>How long a command may wait; null: for ever.</summary>
    public static TimeSpan? TimeoutOf(string? text) =>
        text is null ? null
        : Durations.TryParseCommandLine(text.All(char.IsAsciiDigit) ? $"{text}s" : text, out var time, out var wrong) && time is not null
            ? time
        : throw new BadUsageException($"--timeout \"{text}\": {wrong ?? "a time such as 10s is expected"}");

    /// <summary>Runs what may be ended by a time-out.</summary>
    public static async Task<T> WithinAsync<T>(TimeSpan? timeout, Func<CancellationToken, Task<T>> wait, string waitedFor)
    {
        using var patience = timeout is { } time ? new CancellationTokenSource(time) : new CancellationTokenSource();
        try
        {
            return await wait(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"{waitedFor} took longer than {Durations.Format(timeout!.Value)}; it goes on");
        }
    }

    /// <summary>Reports a call that was refused; returns the exit code.</summary>
    public int Refused(ControlReply reply, bool json) =>
        Fail(
            json,
            reply.Kind ?? "unknown",
            reply.Message ?? "the run has refused the call",
            reply.Kind switch
            {
                "bad_call" or "unknown_call" => ExitCodes.BadUsage,
                "no_such_component" => ExitCodes.NotFound,
                _ => ExitCodes.Failed,
            }
        );

    /// <summary>Prints an answer as the protocol has it, or a text for people.</summary>
    public void Print(bool json, ControlReply reply, string text) => output.WriteLine(json ? ControlLines.Of(reply) : text);

    private async Task<int> ExecuteAsync(CommandSettings settings, Func<CommandSettings, string, Task<int>> execute)
    {
        try
        {
            return RunsContext.FindResults(settings, new Refusal(settings.Json, output, error)) is { } results
                ? await execute(settings, results)
                : ExitCodes.BadUsage;
        }
        catch (BadUsageException exception)
        {
            return Fail(settings.Json, "bad_usage", exception.Message, ExitCodes.BadUsage);
        }
        catch (Exception exception) when (exception is NotFoundException or ControlException)
        {
            return Fail(settings.Json, "no_such_run", exception.Message, ExitCodes.NotFound);
        }
        catch (TimeoutException exception)
        {
            return Fail(settings.Json, "timed_out", exception.Message, ExitCodes.TimedOut);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Fail(settings.Json, "not_readable", ExceptionText.Of(exception), ExitCodes.PrerequisiteMissing);
        }
    }

    private int Fail(bool json, string kind, string message, int exitCode)
    {
        error.WriteLine($"beacon: {message}");
        if (json)
            output.WriteLine(ControlLines.Of(new ControlReply { Kind = kind, Message = message }));
        return exitCode;
    }

    private static string ListOf(IReadOnlyList<LivingRun> runs) => string.Join(", ", runs.Select(run => run.Id));
}
