using System.Collections.Immutable;
using Beacon.Plans.Files;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>What <c>${VAR}</c> in a plan reads: the environment, and where it has no value, a file of variables.</summary>
internal static class PlanVariables
{
    public const string FileName = ".env";

    /// <summary>Reads them; a file that the user has named must be right, in one that was found a bad line is passed over.</summary>
    public static ImmutableDictionary<string, string> Read(PlanSources sources, List<PlanProblem> problems)
    {
        var named = sources.EnvironmentFile is { } file ? AbsolutePaths.Of(file, sources.CurrentDirectory) : null;
        return (named ?? Find(sources)) is { } path ? Over(path, named is not null, sources, problems) : sources.Environment;
    }

    private static string? Find(PlanSources sources)
    {
        if (!sources.FindsEnvironmentFile || sources.Files.IsDefaultOrEmpty)
            return null;
        var folder =
            sources.Files[0] == PlanSources.OfStandardInput
                ? sources.CurrentDirectory
                : Path.GetDirectoryName(AbsolutePaths.Of(sources.Files[0], sources.CurrentDirectory));
        return folder is { Length: > 0 } && Path.Combine(folder, FileName) is var path && File.Exists(path) ? path : null;
    }

    private static ImmutableDictionary<string, string> Over(string path, bool isNamed, PlanSources sources, List<PlanProblem> problems)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, string>();
        try
        {
            var bytes = (isNamed ? InputFile.Regular(path) : InputFile.Discovered(path)).Bytes;
            EnvironmentFile.Read(path, bytes, (name, value) => variables[name] = value, message => Report(message, isWarning: !isNamed));
        }
        catch (UntrustedFileException exception)
        {
            Report($"{path} {ExceptionText.Of(exception)}; if it is to be trusted, name it: --env-file {path}; else: --env-file /dev/null");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(
                Path.Exists(path) ? $"{path} can't be read: {ExceptionText.Of(exception)}" : $"there is no file {path}",
                isWarning: !isNamed
            );
        }

        foreach (var (name, value) in sources.Environment)
            variables[name] = value;
        return variables.ToImmutable();

        void Report(string message, bool isWarning = false) =>
            problems.Add(new PlanProblem(isNamed ? "--env-file" : FileName, message) { IsWarning = isWarning });
    }
}
