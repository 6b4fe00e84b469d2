namespace Beacon.Actors.Host.Invocation;

/// <summary>Whether a run has a dashboard beside it.</summary>
internal enum DashboardChoice
{
    None,

    /// <summary>It ends with the run.</summary>
    Beside,

    /// <summary>It goes on when the run has ended.</summary>
    Kept,
}
