namespace Beacon.Actors.Messages;

/// <summary>The orders of a run to the actor that measures resources, and its answer.</summary>
internal static class ResourcesProtocol
{
    /// <summary>All components are ready: from now on the machine's load counts.</summary>
    public sealed record RunIsOperational : IRemoteMessage
    {
        /// <summary>The fact.</summary>
        public static readonly RunIsOperational Fact = new();
    }

    /// <summary>
    /// Measure now: components are about to end, and the kernel's figures end with them. Answered by <see cref="Sampled"/>.
    /// </summary>
    public sealed record SampleNow : IRemoteMessage
    {
        /// <summary>The order.</summary>
        public static readonly SampleNow Order = new();
    }

    /// <summary>The measurement that was asked for is published.</summary>
    public sealed record Sampled : IRemoteMessage
    {
        /// <summary>The answer.</summary>
        public static readonly Sampled Answer = new();
    }
}
