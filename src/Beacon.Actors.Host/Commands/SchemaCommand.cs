using System.CommandLine;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans.Schema;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon schema</c>: prints the JSON schema of plans.</summary>
internal static class SchemaCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("schema", "print the JSON schema of plans, by which editors complete and check them");
        command.SetAction(
            (_, _) =>
            {
                output.WriteLine(PlanSchema.Write());
                return Task.FromResult(ExitCodes.Success);
            }
        );
        return command;
    }
}
