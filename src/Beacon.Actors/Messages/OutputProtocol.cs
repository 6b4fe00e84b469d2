using System.Collections.Immutable;
using Beacon.Processes;

namespace Beacon.Actors.Messages;

/// <summary>
/// The output of a component on its way to the run's statistics, and the acknowledgement that lets the next lines follow.
/// </summary>
internal static class OutputProtocol
{
    /// <summary>A component printed lines. Answered by <see cref="LinesRead"/>.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Batch">The number of this batch, rising within the component.</param>
    /// <param name="Lines">The lines, in the order in which they were read.</param>
    /// <param name="Skipped">How many lines before these were left out because the receiver was behind.</param>
    public sealed record LinesPrinted(string Component, long Batch, ImmutableArray<OutputLine> Lines, long Skipped) : IRemoteMessage;

    /// <summary>The lines of a batch, and of all batches before it, were processed.</summary>
    /// <param name="Batch">The number of the batch.</param>
    public sealed record LinesRead(long Batch) : IComponentOrder;
}
