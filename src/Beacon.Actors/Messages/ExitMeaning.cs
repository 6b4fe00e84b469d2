namespace Beacon.Actors.Messages;

/// <summary>What the end of a process means for the run.</summary>
internal enum ExitMeaning
{
    /// <summary>It was stopped and ended as expected.</summary>
    Stopped,

    /// <summary>It was stopped and ended in an unexpected way.</summary>
    AbnormalStop,

    /// <summary>It was killed because it was not ready in time or hung.</summary>
    Condemned,

    /// <summary>It has done its work.</summary>
    Completed,

    /// <summary>It has done its work, and with that the run is over.</summary>
    EndsRun,

    /// <summary>It exited with success while the run still needed it.</summary>
    ExitedEarly,

    /// <summary>It failed.</summary>
    Crashed,
}
