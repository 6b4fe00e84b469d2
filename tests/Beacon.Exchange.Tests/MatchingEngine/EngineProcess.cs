using System.Globalization;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>A matching engine on a port of its own choice.</summary>
internal sealed class EngineProcess : IDisposable
{
    private EngineProcess(RunningProgram program, int port) => (Program, Port) = (program, port);

    public RunningProgram Program { get; }

    public int Port { get; }

    public static async Task<EngineProcess> Start(params string[] options)
    {
        var program = RunningProgram.Start(Programs.MatchingEngine, [.. options, "0"]);
        var listening = await program.Line("listening on 127.0.0.1:");
        return new EngineProcess(program, int.Parse(listening.Split(':')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>A client that is logged in.</summary>
    public OuchClient Client()
    {
        var client = new OuchClient(Port);
        client.LogIn();
        return client;
    }

    public void Dispose() => Program.Dispose();
}
