using System.Collections.Immutable;
using System.ComponentModel;
using Beacon.Plans;
using CliWrap;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a command exits with 0. It runs in the component's working directory, with its environment.</summary>
internal sealed class ExecCheck(ExecProbe spec, string workingDirectory, ImmutableSortedDictionary<string, string?> environment)
    : IProbeCheck
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
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
            return new ProbeResult(result.ExitCode == 0, $"exit code {result.ExitCode}");
        }
        catch (Win32Exception exception)
        {
            return new ProbeResult(false, exception.Message);
        }
    }
}
