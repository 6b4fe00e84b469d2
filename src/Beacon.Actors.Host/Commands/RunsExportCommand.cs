using System.CommandLine;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs export</c>: runs in a form that can be taken elsewhere.</summary>
internal static class RunsExportCommand
{
    public static Command Create(RunsContext context)
    {
        var runs = new Argument<string?>("RUNS")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "which, as for show, several with commas; default: the last ten of the plan that ran last that may be compared",
        };
        var baseline = new Option<string>("--baseline") { Description = "one file that runs can be compared with", HelpName = "FILE", Required = true };
        return context.With(
            new Command("export", "runs in a form that can be taken elsewhere") { runs, baseline },
            (parsed, _, results) => BaselineExport.Execute(parsed.GetValue(baseline)!, parsed.GetValue(runs), results, context));
    }
}
