using System.Collections.Immutable;
using Beacon.Processes;

namespace Beacon.Actors.Messages;

/// <summary>The output of a component on its way to the run's statistics, and the acknowledgement that lets more lines follow.</summary>
internal static class OutputProtocol
{
    /// <summary>Lines of a component, after <c>Skipped</c> lines that were left out. Answered by <see cref="LinesRead"/>.</summary>
    public sealed record LinesPrinted(string Component, long Batch, ImmutableArray<OutputLine> Lines, long Skipped) : IRemoteMessage;

    /// <summary>The lines of a batch, and of all batches before it, were processed.</summary>
    public sealed record LinesRead(long Batch) : IComponentOrder;
}
