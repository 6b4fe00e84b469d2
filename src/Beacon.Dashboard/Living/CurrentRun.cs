using System.Diagnostics;
using Beacon.Actors.Control.Client;

namespace Beacon.Dashboard.Living;

/// <summary>The run of the process that the dashboard is beside. Of a run that was too short to be seen, the record tells.</summary>
internal sealed class CurrentRun(DashboardOptions options)
{
    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;
    private string? _seen;

    /// <summary>The id of its latest run; null: none is known.</summary>
    public string? Id
    {
        get
        {
            if (options.Beside is { } pid && LivingRun.OfProcess(options.Results, pid) is { } living)
                return _seen = living.Id;
            return _seen ??= options.Beside is null || MayCome ? null : Latest();
        }
    }

    /// <summary>Whether a run may still come: the process lives.</summary>
    public bool MayCome
    {
        get
        {
            if (options.Beside is not { } pid)
                return false;
            try
            {
                using var process = Process.GetProcessById(pid);
                return !process.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    // The process has ended: what was begun since the dashboard started is its run.
    private string? Latest() => Records.History.RunListing.Read(options.Results).Runs.FirstOrDefault(run => run.StartedAt >= _began)?.Id;
}
