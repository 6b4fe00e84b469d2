using System.CommandLine;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon presets [NAME]</c>: prints what reads the output of a known tool, to be copied and changed.</summary>
internal static class PresetsCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var name = new Argument<string?>("PRESET")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "the preset to print; default: list them",
        };
        var command = new Command("presets", "print the statistics presets of known tools, as sections of a plan") { name };
        command.SetAction((parsed, _) => Task.FromResult(Execute(parsed.GetValue(name), output, error)));
        return command;
    }

    private static int Execute(string? name, TextWriter output, TextWriter error)
    {
        if (name is null)
        {
            TextTable.Write(
                output,
                ["PRESET", "READS"],
                [.. StatisticsPresets.Names.Select(preset => new[] { preset, Subject(preset) })],
                ""
            );
            output.WriteLine("\nstatistics { format = NAME } uses one; beacon presets NAME prints it.");
            return ExitCodes.Success;
        }

        if (!StatisticsPresets.Names.Contains(name))
        {
            var problem = $"there is no preset \"{name}\"; presets: {string.Join(", ", StatisticsPresets.Names)}";
            return new Refusal(json: false, output, error).Refuse(
                [new Problem(ProblemKind.BadUsage, problem + Nearest.Suggestion(name, StatisticsPresets.Names))],
                ExitCodes.BadUsage
            );
        }

        output.Write(StatisticsPresets.Text(name));
        return ExitCodes.Success;
    }

    // "# wrk, versions 3 and 4:"
    private static string Subject(string preset) => StatisticsPresets.Text(preset).Split('\n')[0].Trim('#', ' ', ':');
}
