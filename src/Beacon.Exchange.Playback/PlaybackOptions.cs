using System.Net;

namespace Beacon.Exchange.Playback;

/// <summary>What is played, where to, and how fast.</summary>
internal sealed record PlaybackOptions
{
    private static readonly string[] Options =
    [
        "--config",
        "--address",
        "--port",
        "--interface",
        "--ttl",
        "--speed",
        "--rate",
        "--session",
        "--heartbeat",
        "--linger",
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

    public required string Session { get; init; }

    public TimeSpan Heartbeat { get; init; }

    public TimeSpan Linger { get; init; }

    public static PlaybackOptions Parse(string[] args)
    {
        var words = new CommandWords(args, Options, Switches);
        if (words.Text("--config") is { } config)
            words.AddFile(config, Options, Switches);
        if (words.Words.Count != 1)
            throw new UsageException($"one file to play is needed, {words.Words.Count} were given");
        if (!System.IO.File.Exists(words.Words[0]))
            throw new UsageException($"there is no file {words.Words[0]}");

        var session = words.Text("--session") ?? "BEACON";
        if (session.Length is 0 or > 10)
            throw new UsageException($"--session \"{session}\" has not 1 to 10 characters");
        return new PlaybackOptions
        {
            File = words.Words[0],
            Target = new IPEndPoint(Address(words, "--address", "239.255.0.1"), (int)words.Number("--port", 12345, 1, 65535)),
            Interface = Address(words, "--interface", "127.0.0.1"),
            Ttl = (int)words.Number("--ttl", 0, 0, 255),
            Speed = words.Number("--speed", 1, 0, 1e6),
            Rate = words.Text("--rate") is null ? null : words.Number("--rate", 0, 1e-3, 1e9),
            Loop = words.Has("--loop"),
            Session = session,
            Heartbeat = TimeSpan.FromSeconds(words.Number("--heartbeat", 1, 0.01, 3600)),
            Linger = TimeSpan.FromSeconds(words.Number("--linger", 0.3, 0, 3600)),
        };
    }

    private static IPAddress Address(CommandWords words, string name, string absent) =>
        IPAddress.TryParse(words.Text(name) ?? absent, out var address)
            ? address
            : throw new UsageException($"{name} \"{words.Text(name)}\" is no IP address");
}
