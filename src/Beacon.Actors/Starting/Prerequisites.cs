using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;

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
        return
        [
            .. CheckEngine(plan),
            .. plan.Components.SelectMany(CheckProgram),
            .. plan.Components.SelectMany(CheckFolder),
            .. plan.Components.SelectMany(CheckFiles),
            .. plan.Components.SelectMany(CheckPorts),
            .. CheckResults(plan),
        ];
    }

    private static IEnumerable<Problem> CheckEngine(RunPlan plan) =>
        ProcessEngine.MissingFor(plan).Select(missing => new Problem(ProblemKind.NotSupported, missing));

    private static IEnumerable<Problem> CheckProgram(ComponentSpec component)
    {
        var (command, key) = (component.Command, $"beacon.components.{component.Name}.command");
        var missing =
            command.Contains('{') || ProgramSearch.IsExecutable(ProgramSearch.Find(component) ?? "") ? null
            : !ProgramSearch.IsPath(command) ? $"no program \"{command}\" on PATH; install it, or give its path in {key}"
            : Directory.Exists(command) ? $"{command} is a folder, not a program; see {key}"
            : !File.Exists(command) ? $"there is no program {command}; build it, or correct {key}"
            : $"{command} is not executable; try: chmod +x {command}";
        return missing is null ? [] : [new Problem(ProblemKind.ProgramMissing, missing, component.Name)];
    }

    private static IEnumerable<Problem> CheckFolder(ComponentSpec component)
    {
        if (!component.WorkingDirectory.Contains('{') && !Directory.Exists(component.WorkingDirectory))
            yield return new Problem(
                ProblemKind.FileMissing,
                $"there is no folder {component.WorkingDirectory}; make it, or correct beacon.components.{component.Name}.cwd",
                component.Name
            );
    }

    private static IEnumerable<Problem> CheckFiles(ComponentSpec component) =>
        component
            .Requires.Files.Where(file => !Path.Exists(file))
            .Select(file => new Problem(
                ProblemKind.FileMissing,
                $"there is no file {file}, which {component.Name} requires",
                component.Name
            ));

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
        const string Way = "; or name another folder with --results or beacon.run.results";
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
            return [new Problem(ProblemKind.ResultsNotTrusted, $"the results folder is refused: {exception.Message}{Way}")];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [new Problem(ProblemKind.ResultsNotWritable, $"the results folder can't be written: {exception.Message}{Way}")];
        }
    }
}
