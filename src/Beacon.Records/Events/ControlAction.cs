namespace Beacon.Records.Events;

/// <summary>What a person does to a living run by hand. In JSON and in records it is written in snake case.</summary>
public enum ControlAction
{
    /// <summary>Stop the run, or one component of it.</summary>
    Stop,

    /// <summary>Kill the run, or one component of it, at once.</summary>
    Kill,

    /// <summary>Start a component that was stopped by hand.</summary>
    Start,

    /// <summary>Stop a component and start it again.</summary>
    Restart,

    /// <summary>Send a signal to the processes of a component.</summary>
    Signal,
}
