using System.CommandLine;
using System.Globalization;
using Beacon.Actors.Host.Invocation;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon dashboard</c>: shows the runs of a results folder in a browser, those that last and those that were.</summary>
internal static class DashboardCommand
{
    public static Command Create(RunsContext context)
    {
        var port = new Option<int?>("--port") { Description = "port on 127.0.0.1; default: a free one", HelpName = "N" };
        var socket = new Option<string?>("--socket")
        {
            Description = "listen on this unix socket instead, for scripts and ssh -L",
            HelpName = "PATH",
        };
        var open = new Option<bool>("--open") { Description = "open the page in the browser of this desktop" };
        return context.With(
            new Command("dashboard", "show runs in a browser, while they last and afterwards") { port, socket, open },
            (parsed, settings, results) =>
            {
                if (parsed.GetValue(port) is < 0 or > 65535)
                    throw new BadUsageException($"--port {parsed.GetValue(port)}: a number from 0 to 65535 is expected");
                if (parsed.GetValue(port) is not null && parsed.GetValue(socket) is not null)
                    throw new BadUsageException("--port and --socket exclude each other");
                List<string> arguments = ["--results", results];
                if (parsed.GetValue(port) is { } number)
                    arguments.AddRange(["--port", number.ToString(CultureInfo.InvariantCulture)]);
                if (parsed.GetValue(socket) is { } path)
                    arguments.AddRange(["--socket", Path.GetFullPath(path)]);
                if (parsed.GetValue(open))
                    arguments.Add("--open");
                throw new IOException(DashboardProgram.Become(arguments));
            }
        );
    }

    /// <summary>The options of a run that has a dashboard beside it.</summary>
    public static (Option<bool> Beside, Option<bool> Keep) RunOptions() =>
        (
            new("--dashboard") { Description = "show the run in a browser; prints the link" },
            new("--keep-dashboard") { Description = "the same, and the dashboard goes on when the run has ended" }
        );

    /// <summary>Starts a dashboard for the run that follows, if it is to have one; prints its link. A run does not fail without.</summary>
    public static async Task StartBesideAsync(CommandSettings settings, string results, TextWriter output, TextWriter error)
    {
        if (settings.Dashboard == DashboardChoice.None)
            return;
        var isKept = settings.Dashboard == DashboardChoice.Kept;
        var (link, pid, fault) = await DashboardProgram.StartBesideAsync(results, isKept);
        if (fault is not null)
            await error.WriteLineAsync($"beacon: no dashboard: {fault}");
        else
            await (settings.Json ? error : output).WriteLineAsync($"dashboard {link}{(isKept ? $" (until kill {pid})" : "")}");
    }
}
