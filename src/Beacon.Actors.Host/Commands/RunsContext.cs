using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary>What the commands of <c>beacon runs</c> share: where the records are, where to write, and how what goes wrong is told.</summary>
/// <param name="settingsOf">What a command line asks for.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class RunsContext(Func<ParseResult, CommandSettings> settingsOf, TextWriter output, TextWriter error)
{
    // As in reference.conf: asking the configuration would take longer than most of what is asked of the records.
    private const string UsualResults = "runs";

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>A selector of one or several runs.</summary>
    public static Argument<string> Selector() =>
        new("SELECTOR") { Description = "a run's id or the beginning of it, last, last~2, last:3, or the path of a record" };

    /// <summary>Makes a command do this; the results folder is handed to it. Returns the command.</summary>
    public Command With(Command command, Func<ParseResult, CommandSettings, string, int> execute)
    {
        command.SetAction(
            (parsed, _) => Task.FromResult(Execute(settingsOf(parsed), (settings, results) => execute(parsed, settings, results)))
        );
        return command;
    }

    private int Execute(CommandSettings settings, Func<CommandSettings, string, int> execute)
    {
        var refusal = Refusal.Of(settings.Json, output, error);
        try
        {
            return FindResults(settings, refusal) is { } results ? execute(settings, results) : ExitCodes.BadUsage;
        }
        catch (Exception exception) when (exception is NoSuchRunException or BadUsageException)
        {
            return refusal.Refuse([new Problem(ProblemKind.BadUsage, WayOut.Of(exception))], ExitCodes.BadUsage);
        }
        catch (Exception exception)
            when (exception is NewerRecordException or HistoryException or IOException or UnauthorizedAccessException)
        {
            return refusal.Refuse([new Problem(ProblemKind.RecordNotReadable, WayOut.Of(exception))], ExitCodes.PrerequisiteMissing);
        }
    }

    // Null: the configuration that would say it was refused, which is told.
    private static string? FindResults(CommandSettings settings, Refusal refusal)
    {
        if (settings.Results is { } said)
            return Path.GetFullPath(said);
        if (settings.Config.IsEmpty && settings.Set.IsEmpty)
            return Path.GetFullPath(UsualResults);
        return PlanLoading.Load(settings, refusal)?.Plan.Results;
    }
}
