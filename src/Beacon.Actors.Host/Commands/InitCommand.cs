using System.CommandLine;
using System.Text;
using Beacon.Actors.Host.Beginning;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Starting;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon init [PROGRAM [ARGUMENT…]]</c>: writes a plan to begin with, and checks it.</summary>
internal static class InitCommand
{
    private const string Name = "init";

    /// <summary>Makes the command.</summary>
    /// <param name="words">The program with its arguments, which <see cref="Split"/> has taken off the command line.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public static Command Create(Func<IReadOnlyList<string>> words, TextWriter output, TextWriter error)
    {
        var command = new Command(
            Name,
            $"write a small {PlanChoice.FileName} for a program, a Procfile or a package.json; nothing is overwritten"
        )
        {
            // For the help.
            new Argument<string[]>("PROGRAM") { Arity = ArgumentArity.ZeroOrMore, Description = "a program, and its arguments" },
        };
        command.SetAction((_, _) => Task.FromResult(Execute(words(), new Refusal(json: false, output, error), output)));
        return command;
    }

    /// <summary>Takes a program and its arguments off a command line: its options are not those of Beacon.</summary>
    public static (string[] Args, string[] Program) Split(string[] args)
    {
        if (args is not [Name, ..])
            return (args, []);
        var program = Array.FindIndex(args, 1, word => !word.StartsWith('-') || word == "--");
        return program < 0 ? (args, []) : (args[..program], args[(args[program] == "--" ? program + 1 : program)..]);
    }

    private static int Execute(IReadOnlyList<string> words, Refusal refusal, TextWriter output)
    {
        string text;
        try
        {
            var folder = Environment.CurrentDirectory;
            if (Path.Exists(PlanChoice.FileName) || new FileInfo(PlanChoice.FileName).LinkTarget is not null)
                return Exists(refusal);
            text = FolderSurvey.Of(folder, words).Hocon();
            Write(text);
        }
        catch (BadUsageException exception)
        {
            return refusal.Refuse([new Problem(ProblemKind.BadUsage, exception.Message)], ExitCodes.BadUsage);
        }
        catch (IOException) when (Path.Exists(PlanChoice.FileName))
        {
            return Exists(refusal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return refusal.Refuse(
                [new Problem(ProblemKind.FileMissing, $"{PlanChoice.FileName} can't be written: {ExceptionText.Of(exception)}")],
                ExitCodes.PrerequisiteMissing
            );
        }

        var plan = RunPlan.Load(PlanChoice.FileName);
        output.WriteLine(
            $"wrote {PlanChoice.FileName}: {string.Join(", ", plan.Components.Select(component => component.Name))}; "
                + "it explains itself and what to add"
        );
        if (Prerequisites.Check(plan) is { Count: > 0 } missing)
            return refusal.Refuse(missing, ExitCodes.PrerequisiteMissing);
        output.WriteLine("beacon 30 runs it for 30 seconds; beacon verify checks it after a change");
        return ExitCodes.Success;
    }

    private static int Exists(Refusal refusal) =>
        refusal.Refuse(
            [
                new Problem(
                    ProblemKind.FileMissing,
                    $"there is a {PlanChoice.FileName} here already, which is not overwritten; beacon verify checks it"
                ),
            ],
            ExitCodes.PrerequisiteMissing
        );

    // Whatever the umask: what everybody can write is not taken when it is found.
    private static void Write(string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = (UnixFileMode)0b110_100_100;
        using var file = new FileStream(PlanChoice.FileName, options);
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
