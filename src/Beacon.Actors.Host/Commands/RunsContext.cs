using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary>What the commands of <c>beacon runs</c> share: the results folder, the output streams, the reporting of errors.</summary>
/// <param name="settingsOf">Reads the common options from a command line.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
internal sealed class RunsContext(Func<ParseResult, CommandSettings> settingsOf, TextWriter output, TextWriter error)
{
    // The default of reference.conf: reading the configuration would take longer than most commands on records.
    private const string DefaultResults = "runs";

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>An argument that selects one or several runs.</summary>
    public static Argument<string> Selector() =>
        new("SELECTOR") { Description = "run id or its beginning, last, last~2, last:3, label:TEXT, or the path of a record" };

    /// <summary>Sets the action of a command, which receives the results folder; returns the command.</summary>
    public Command With(Command command, Func<ParseResult, CommandSettings, string, int> execute)
    {
        command.SetAction(
            (parsed, _) => Task.FromResult(Execute(settingsOf(parsed), (settings, results) => execute(parsed, settings, results)))
        );
        return command;
    }

    private int Execute(CommandSettings settings, Func<CommandSettings, string, int> execute)
    {
        var refusal = new Refusal(settings.Json, output, error);
        try
        {
            return FindResults(settings, refusal) is { } results ? execute(settings, results) : ExitCodes.BadUsage;
        }
        catch (InvalidPlanException exception)
        {
            return refusal.Refuse(
                [.. exception.Problems.Select(problem => new Problem(ProblemKind.BadConfiguration, $"{problem}"))],
                ExitCodes.BadUsage
            );
        }
        catch (Exception exception) when (exception is NoSuchRunException or BadUsageException)
        {
            return refusal.Refuse([new Problem(ProblemKind.BadUsage, WayOut.Of(exception))], ExitCodes.BadUsage);
        }
        catch (Exception exception)
            when (exception
                    is NewerRecordException
                        or HistoryException
                        or InvalidDataException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return refusal.Refuse([new Problem(ProblemKind.RecordNotReadable, WayOut.Of(exception))], ExitCodes.PrerequisiteMissing);
        }
    }

    // Null: the plan was refused, and its problems are printed.
    public static string? FindResults(CommandSettings settings, Refusal refusal)
    {
        if (settings.Results is { } named)
            return FullPath(named);
        if (settings.Config.IsEmpty && settings.Set.IsEmpty && settings.Choice.Origin is PlanOrigin.Demo or PlanOrigin.Discovered)
            return FullPath(OfFoundPlan(settings, refusal) ?? DefaultResults);
        return PlanLoading.Load(settings, refusal)?.Results;
    }

    // Records are shown whatever is wrong with a plan that nobody has named.
    private static string? OfFoundPlan(CommandSettings settings, Refusal refusal)
    {
        var choice = settings.Choice;
        if (choice.Origin == PlanOrigin.Demo)
            return null;
        try
        {
            return RunPlan.Load(settings.SourcesOf(choice)).Results;
        }
        catch (InvalidPlanException)
        {
            refusal.Warn($"{choice.Files[0]} can't be used (beacon verify says why); the records are looked for in {DefaultResults}");
            return null;
        }
    }

    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (IOException)
        {
            throw new BadUsageException(
                $"{path} is relative, but the current directory was deleted; "
                    + "change to one that exists (cd), or use --results with an absolute path"
            );
        }
    }
}
