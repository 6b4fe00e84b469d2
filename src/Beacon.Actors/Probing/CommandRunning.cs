using System.Collections.Immutable;
using System.ComponentModel;
using Beacon.Plans;
using CliWrap;

namespace Beacon.Actors.Probing;

/// <summary>Whether a command exits with 0, run as the component would be: in its folder, with its environment.</summary>
internal sealed class CommandRunning(ExecProbe spec, string workingDirectory, ImmutableSortedDictionary<string, string?> environment)
    : IProbe
{
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await Cli.Wrap(spec.Command[0])
                .WithArguments(spec.Command.Skip(1))
                .WithWorkingDirectory(workingDirectory)
                .WithEnvironmentVariables(environment)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancellationToken)
                .ConfigureAwait(false);
            return new ProbeAnswer(result.ExitCode == 0, $"exit code {result.ExitCode}");
        }
        catch (Win32Exception exception)
        {
            return new ProbeAnswer(false, exception.Message);
        }
    }
}
