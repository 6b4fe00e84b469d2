using System.Net;

namespace Beacon.Exchange.Playback;

/// <summary>What is played, where to, how fast, and what goes wrong.</summary>
internal sealed record PlaybackOptions
{
    public const string Usage = """
        usage: exchange_market_data_playback [--config FILE] [options] FILE
          FILE                                     a BinaryFILE of ITCH 5.0, of any size, plain or gzip
          --address 239.255.0.1  --port 12345      where to
          --interface 127.0.0.1  --ttl 0           the way out: the loopback interface unless told otherwise
          --speed 1                                as recorded, times this; gaps above a second are skipped; 0: without a pause
          --rate N                                 at most N messages a second instead
          --loop  --seconds N                      again and again, until a signal; not longer than N seconds
          --session NAME                           MoldUDP64: its name; by default one that no other playback has
          --heartbeat 1  --linger 0.3              seconds between heartbeats, seconds of end of session
          --request-port 12346                     where missed messages are asked for again; default: the port after --port; 0: nowhere
          --ring 262144                            how many messages are kept for that
          --chaos 1%  --seed 1                     lose, repeat and reorder 1 % of the packets each, and pause up to 1 ms; or any of
                                                   loss=1%,duplicates=1%,reordering=1%,jitter=2ms
        The file of --config has lines NAME = VALUE with the same names.
        """;

    private static readonly string[] Options =
    [
        "--config",
        "--address",
        "--port",
        "--interface",
        "--ttl",
        "--speed",
        "--rate",
        "--seconds",
        "--session",
        "--heartbeat",
        "--linger",
        "--request-port",
        "--ring",
        "--chaos",
        "--seed",
    ];
    private static readonly string[] Switches = ["--loop"];

    public required string File { get; init; }

    public required IPEndPoint Target { get; init; }

    public required IPAddress Interface { get; init; }

    public int Ttl { get; init; }

    /// <summary>Times as fast as recorded; 0: without a pause.</summary>
    public double Speed { get; init; }

    /// <summary>Messages a second; null: as recorded.</summary>
    public double? Rate { get; init; }

    public bool Loop { get; init; }

    /// <summary>The longest that is played; null: as long as there is something.</summary>
    public TimeSpan? Limit { get; init; }

    public required string Session { get; init; }

    public TimeSpan Heartbeat { get; init; }

    public TimeSpan Linger { get; init; }

    /// <summary>Where missed messages are asked for; null: nowhere.</summary>
    public int? RequestPort { get; init; }

    /// <summary>Whether the port was named: then it must be had.</summary>
    public bool NeedsRequestPort { get; init; }

    /// <summary>How many messages are kept for requests.</summary>
    public int Ring { get; init; }

    /// <summary>What goes wrong; null: nothing.</summary>
    public ChaosOptions? Chaos { get; init; }

    public int Seed { get; init; }

    public static PlaybackOptions Parse(string[] args)
    {
        var words = new CommandWords(args, Options, Switches);
        if (words.Text("--config") is { } config)
            words.AddFile(config, Options, Switches);
        if (words.Words.Count != 1)
            throw new UsageException($"one file to play is needed, {words.Words.Count} were given");
        if (!System.IO.File.Exists(words.Words[0]))
            throw new UsageException($"there is no file {words.Words[0]}");

        var port = (int)words.Number("--port", 12345, 1, 65535);
        var requestPort = (int)words.Number("--request-port", port == 65535 ? 0 : port + 1, 0, 65535);
        return new PlaybackOptions
        {
            File = words.Words[0],
            Target = new IPEndPoint(words.Address("--address", new IPAddress([239, 255, 0, 1])), port),
            Interface = words.Address("--interface", IPAddress.Loopback),
            Ttl = (int)words.Number("--ttl", 0, 0, 255),
            Speed = words.Number("--speed", 1, 0, 1e6),
            Rate = words.Text("--rate") is null ? null : words.Number("--rate", 0, 1e-3, 1e9),
            Loop = words.Has("--loop"),
            Limit = words.Text("--seconds") is null ? null : TimeSpan.FromSeconds(words.Number("--seconds", 0, 1e-3, 1e7)),
            Session = words.Session("--session", TimeProvider.System.GetUtcNow()),
            Heartbeat = TimeSpan.FromSeconds(words.Number("--heartbeat", 1, 0.01, 3600)),
            Linger = TimeSpan.FromSeconds(words.Number("--linger", 0.3, 0, 3600)),
            RequestPort = requestPort == 0 ? null : requestPort,
            NeedsRequestPort = words.Text("--request-port") is not null,
            Ring = (int)words.Number("--ring", 262_144, 1, 16_777_216),
            Chaos = words.Text("--chaos") is { } chaos ? ChaosOptions.Parse(chaos) : null,
            Seed = (int)words.Number("--seed", 1, 0, int.MaxValue),
        };
    }
}
