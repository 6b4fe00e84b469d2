using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>
/// Sends the lines of a component to the run's statistics, and lets its launcher know when they were processed, so that a program that
/// prints faster than lines are processed does not fill the memory.
/// </summary>
/// <param name="component">The component's name.</param>
/// <param name="stats">The actor that receives the lines.</param>
internal sealed class OutputRelay(string component, IActorRef stats)
{
    private readonly Queue<(long Batch, IProcess Process)> _unread = [];
    private long _sent;

    /// <summary>Sends a batch of lines.</summary>
    /// <param name="batch">The lines.</param>
    /// <param name="process">The process that printed them.</param>
    public void Send(OutputBatch batch, IProcess process)
    {
        _sent++;
        _unread.Enqueue((_sent, process));
        stats.Tell(new OutputProtocol.LinesPrinted(component, _sent, batch.Lines, batch.Skipped));
    }

    /// <summary>A batch, and all before it, were processed.</summary>
    public void Acknowledge(OutputProtocol.LinesRead read)
    {
        while (_unread.TryPeek(out var first) && first.Batch <= read.Batch)
            _unread.Dequeue().Process.AcknowledgeOutput();
    }
}
