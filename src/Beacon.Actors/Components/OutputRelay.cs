using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>
/// Sends the lines of a component to the run's statistics, and lets its launcher know when they were processed, so that a program that
/// prints faster than lines are processed does not fill the memory.
/// </summary>
internal sealed class OutputRelay(string component, IActorRef stats)
{
    private readonly Queue<(long Batch, IProcess Process)> _unread = [];
    private long _sent;

    public void Send(OutputBatch batch, IProcess process)
    {
        _sent++;
        _unread.Enqueue((_sent, process));
        stats.Tell(new OutputProtocol.LinesPrinted(component, _sent, batch.Lines, batch.Skipped));
    }

    public void Acknowledge(OutputProtocol.LinesRead read)
    {
        while (_unread.TryPeek(out var first) && first.Batch <= read.Batch)
            _unread.Dequeue().Process.AcknowledgeOutput();
    }
}
