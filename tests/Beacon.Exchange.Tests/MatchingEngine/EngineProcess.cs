using System.Globalization;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>A matching engine on a port of its own choice.</summary>
internal sealed class EngineProcess : IDisposable
{
    private EngineProcess(RunningProgram program, int port) => (Program, Port) = (program, port);

    public RunningProgram Program { get; }

    public int Port { get; }

    private int _clients;

    /// <summary>An engine without simulated participants.</summary>
    public static Task<EngineProcess> Start(params string[] options) => StartWithFeed("none", options);

    /// <summary>An engine whose simulated participants follow a feed, such as 239.255.1.1:12345.</summary>
    public static async Task<EngineProcess> StartWithFeed(string feed, params string[] options)
    {
        var program = RunningProgram.Start(Programs.MatchingEngine, [.. options, "--feed", feed, "0"]);
        var listening = await program.Line("listening on 127.0.0.1:");
        return new EngineProcess(program, int.Parse(listening.Split(':')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>A client that is logged in as a user of its own.</summary>
    public OuchClient Client() => Client($"user{++_clients}");

    /// <summary>A client that is logged in as that user.</summary>
    public OuchClient Client(string user, ulong sequence = 1)
    {
        var client = new OuchClient(Port);
        client.LogIn(user, sequence);
        return client;
    }

    public void Dispose() => Program.Dispose();
}
