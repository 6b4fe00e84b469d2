using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using Beacon.Plans.Text;
using Beacon.Processes;
using Microsoft.AspNetCore.Connections;

namespace Beacon.Dashboard;

/// <summary>The command line of <c>beacon-dashboard</c>, which <c>beacon dashboard</c> starts.</summary>
internal static class DashboardCommand
{
    private const int CouldNotListen = 3;

    public static RootCommand Create()
    {
        var results = new Option<string>("--results") { Description = "the results folder", DefaultValueFactory = _ => "runs" };
        var port = new Option<int>("--port") { Description = "the port on 127.0.0.1; 0: a free one" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out var number) && number is >= 0 and <= 65535))
                result.AddError($"--port \"{text}\": a number from 0 to 65535 is expected");
        });
        var socket = new Option<string?>("--socket") { Description = "listen on this unix socket instead of a port" };
        var beside = new Option<int?>("--beside") { Description = "show the run of this process, and end with it", HelpName = "PID" };
        var keep = new Option<bool>("--keep") { Description = "go on when that process has ended" };
        var open = new Option<bool>("--open") { Description = "open the page in the browser of this desktop" };
        var command = new RootCommand("shows runs in a browser, while they last and afterwards")
        {
            results,
            port,
            socket,
            beside,
            keep,
            open,
        };
        command.SetAction(
            (parsed, stop) =>
                RunAsync(
                    new DashboardOptions
                    {
                        Results = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(results)!)),
                        Port = parsed.GetValue(port),
                        Socket = parsed.GetValue(socket) is { } path ? Path.GetFullPath(path) : null,
                        Beside = parsed.GetValue(beside),
                        IsKept = parsed.GetValue(keep),
                    },
                    parsed.GetValue(open),
                    stop
                )
        );
        return command;
    }

    // Null: it was opened.
    private static string? Open(string link)
    {
        try
        {
            using var opener = Process.Start(new ProcessStartInfo("xdg-open", [link]));
            return null;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return exception.Message;
        }
    }

    private static async Task<int> RunAsync(DashboardOptions options, bool opens, CancellationToken stop)
    {
        // Ctrl+C in the terminal of the run is meant for the run.
        if (options.Beside is not null)
            ProcessEngine.Detach();
        try
        {
            await using var dashboard = await DashboardServer.StartAsync(options, stop);
            await Console.Out.WriteLineAsync(dashboard.Link.AsMemory(), stop);
            await Console.Out.FlushAsync(stop);
            if (opens && Open(dashboard.Link) is { } fault)
                await Console.Error.WriteLineAsync($"beacon-dashboard: no browser was opened: {fault}");
            await dashboard.EndedAsync(stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or AddressInUseException or SocketException)
        {
            var place = options.Socket ?? $"port {options.Port} of 127.0.0.1";
            await Console.Error.WriteLineAsync(
                $"beacon-dashboard: can't listen on {place}: {ExceptionText.Of(exception)}; name another with --port or --socket"
            );
            return CouldNotListen;
        }
    }
}
