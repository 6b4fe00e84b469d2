namespace Beacon.Dashboard;

/// <summary>What a dashboard takes from clients before it hangs up.</summary>
internal sealed record DashboardLimits
{
    /// <summary>The largest body of a request, and all of its headers together, in bytes.</summary>
    public int RequestBytes { get; init; } = 16 * 1024;

    /// <summary>How many connections are open at the same time; more are closed at once.</summary>
    public int Connections { get; init; } = 128;

    /// <summary>How long a client may take to send the headers of a request.</summary>
    public TimeSpan HeadersWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection stays open without a request.</summary>
    public TimeSpan IdleFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a call waits for the run to answer; an order that it has taken goes on afterwards.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many logs are searched or read through at the same time.</summary>
    public int Searches { get; init; } = 4;

    /// <summary>How long a search may have to wait for others before it is refused.</summary>
    public TimeSpan SearchBeginsWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long a silence a stream of events says that it lives; its client waits 20 s.</summary>
    public TimeSpan BeatEvery { get; init; } = TimeSpan.FromSeconds(5);
}
