using System.CommandLine;
using System.Net.Sockets;
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
        var run = new Option<string?>("--run") { Description = "show this run, and end with it" };
        var command = new RootCommand("shows runs in a browser, while they last and afterwards") { results, port, socket, run };
        command.SetAction(
            (parsed, stop) =>
                RunAsync(
                    new DashboardOptions
                    {
                        Results = Path.GetFullPath(parsed.GetValue(results)!),
                        Port = parsed.GetValue(port),
                        Socket = parsed.GetValue(socket) is { } path ? Path.GetFullPath(path) : null,
                        Run = parsed.GetValue(run),
                    },
                    stop
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(DashboardOptions options, CancellationToken stop)
    {
        try
        {
            await using var dashboard = await DashboardServer.StartAsync(options, stop);
            await Console.Out.WriteLineAsync(dashboard.Link.AsMemory(), stop);
            await Console.Out.FlushAsync(stop);
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
                $"beacon-dashboard: can't listen on {place}: {exception.Message}; name another with --port or --socket"
            );
            return CouldNotListen;
        }
    }
}
