using Beacon.Plans;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Starting;

/// <summary>The prerequisites of a run on this machine: programs, files, ports, the results folder.</summary>
public static class Prerequisites
{
    /// <summary>Checks them. Starts nothing, but creates the results folder.</summary>
    /// <param name="plan">The plan to check.</param>
    /// <returns>Everything that is missing; empty: the run may start.</returns>
    public static IReadOnlyList<Problem> Check(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var mask = SecretMask.Of(plan);
        IEnumerable<Problem> missing =
        [
            .. CheckEngine(plan),
            .. plan.Components.SelectMany(CheckProgram),
            .. plan.Components.SelectMany(CheckFolder),
            .. plan.Components.SelectMany(CheckFiles),
            .. plan.Components.SelectMany(CheckPorts),
            .. CheckResults(plan),
        ];
        return [.. missing.Select(problem => problem.Masked(mask))];
    }

    private static IEnumerable<Problem> CheckEngine(RunPlan plan) =>
        ProcessEngine.MissingFor(plan).Select(missing => new Problem(ProblemKind.NotSupported, missing));

    private static IEnumerable<Problem> CheckProgram(ComponentSpec component)
    {
        if (Placeholders.BeforeRun(component.Command) is not { } command)
            return [];
        var key = $"beacon.components.{component.Name}.command";
        var missing =
            ProgramSearch.IsPath(command) && !Exists(command)
                ? new FileInfo(command).LinkTarget is null
                    ? $"there is no program {command}; build it, or correct {key}"
                    : $"{command} is a link that leads nowhere; build the program, or correct {key}"
                : ProgramSearch.Find(component with { Command = command }) is not { } path
                    ? $"no program \"{command}\" on PATH; install it, or give its path in {key}"
                    : ProgramSearch.WhyNotExecutable(path) is { } reason
                        ? $"{reason}; see {key}"
                        : null;
        return missing is null ? [] : [new Problem(ProblemKind.ProgramMissing, missing, component.Name)];
    }

    private static IEnumerable<Problem> CheckFolder(ComponentSpec component)
    {
        if (Placeholders.BeforeRun(component.WorkingDirectory) is { } folder && !Directory.Exists(folder))
            yield return new Problem(
                ProblemKind.FileMissing,
                $"there is no folder {folder}; make it, or correct beacon.components.{component.Name}.cwd",
                component.Name
            );
    }

    private static IEnumerable<Problem> CheckFiles(ComponentSpec component) =>
        component
            .Requires.Files.Where(file => !Exists(file))
            .Select(file => new Problem(
                ProblemKind.FileMissing,
                $"there is no file {file}, which {component.Name} requires",
                component.Name
            ));

    // To .NET, a link exists even if it leads nowhere.
    private static bool Exists(string path)
    {
        try
        {
            return Path.Exists(path) && Path.Exists(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        }
        catch (IOException)
        {
            // A loop of links.
            return false;
        }
    }

    private static IEnumerable<Problem> CheckPorts(ComponentSpec component) =>
        from port in component.Requires.FreePorts
        let holder = ProcessEngine.HolderOf(port)
        where holder is not null
        select new Problem(
            ProblemKind.PortTaken,
            $"port {port}, which {component.Name} requires, is held by {holder}; end that program, or choose another port",
            component.Name
        );

    private static IEnumerable<Problem> CheckResults(RunPlan plan)
    {
        const string Way = "name another folder with --results or beacon.run.results";
        try
        {
            using var folder = RecordFolder.OpenGuarded(plan.Results, create: true);
            var test = $".write-test-{Guid.NewGuid():N}";
            folder.CreateNew(test, bufferBytes: 0).Dispose();
            folder.Delete(test);
            return [];
        }
        catch (UntrustedFolderException exception)
        {
            return [new Problem(ProblemKind.ResultsNotTrusted, $"the results folder is refused: {ExceptionText.Of(exception)}; or {Way}")];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return
            [
                new Problem(ProblemKind.ResultsNotWritable, $"the results folder can't be written: {ExceptionText.Of(exception)}; {Way}"),
            ];
        }
    }
}
