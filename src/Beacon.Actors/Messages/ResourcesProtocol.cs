namespace Beacon.Actors.Messages;

/// <summary>The orders of a run to the actor that measures resources, and its answer.</summary>
internal static class ResourcesProtocol
{
    /// <summary>All components are ready: from now on the machine's load counts.</summary>
    public sealed record RunIsOperational : IRemoteMessage;

    /// <summary>Measure now: components are about to end, and the kernel's figures with them. Answered by <see cref="Sampled"/>.</summary>
    public sealed record SampleNow : IRemoteMessage;

    public sealed record Sampled : IRemoteMessage;
}
