namespace Beacon.Dashboard;

/// <summary>What a dashboard shows and where it is reached.</summary>
internal sealed record DashboardOptions
{
    /// <summary>The results folder: an absolute path. It need not exist yet.</summary>
    public required string Results { get; init; }

    /// <summary>The port on the loopback address, 1 to 65535; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>The path of a unix socket to listen on instead; null: none.</summary>
    public string? Socket { get; init; }

    /// <summary>The process whose run is shown first; null: the list of runs is.</summary>
    public int? Beside { get; init; }

    /// <summary>Whether the dashboard goes on when that process has ended.</summary>
    public bool IsKept { get; init; }

    /// <summary>What clients may do.</summary>
    public DashboardLimits Limits { get; init; } = new();
}
