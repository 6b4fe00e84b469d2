using Akka.Actor;
using Beacon.Actors.Controlling;
using Beacon.Actors.Supervising;
using Beacon.Records.Events;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>The questions to a run that it can't answer yet.</summary>
internal sealed class RunQuestions
{
    private readonly List<IActorRef> _operational = [];
    private readonly List<IActorRef> _end = [];
    private readonly List<(int Level, IActorRef Asker)> _levels = [];
    private readonly Dictionary<(ControlAction, string), List<IActorRef>> _orders = [];
    private readonly Dictionary<long, IActorRef> _signals = [];
    private long _lastSignal;

    /// <summary>Whether the run was operational.</summary>
    public bool IsOperational { get; private set; }

    public bool IsEndAwaited => _end.Count > 0;

    public void AwaitOperational(IActorRef asker)
    {
        if (IsOperational)
            asker.Tell(new RunProtocol.IsOperational());
        else
            _operational.Add(asker);
    }

    public void AnswerOperational()
    {
        IsOperational = true;
        TellAll(_operational, new RunProtocol.IsOperational());
    }

    public void AwaitEnd(IActorRef asker) => _end.Add(asker);

    /// <summary>The run has ended: with a <see cref="RunOver"/>, or with a failure of its own.</summary>
    public void AnswerEnd(object answer) => TellAll(_end, answer);

    public void AwaitLevel(int level, IActorRef asker) => _levels.Add((level, asker));

    public void AnswerLevels(Predicate<int> isStopped)
    {
        foreach (var (level, asker) in _levels.Where(question => isStopped(question.Level)))
            asker.Tell(new LevelStopped(level));
        _levels.RemoveAll(question => isStopped(question.Level));
    }

    /// <summary>An order about a component is answered when it is carried out.</summary>
    public void AwaitOrder(ControlAction action, string component, IActorRef asker)
    {
        if (!_orders.TryGetValue((action, component), out var askers))
            _orders.Add((action, component), askers = []);
        askers.Add(asker);
    }

    public void AnswerOrder(FleetOrder.Answer answer)
    {
        if (_orders.Remove((answer.Action, answer.Component), out var askers))
            TellAll(askers, new ControlAnswer(answer.Refusal, answer.HasChanged));
    }

    /// <summary>A signal is to be sent; returns the number of the order.</summary>
    public long AwaitSignal(IActorRef asker)
    {
        _signals.Add(++_lastSignal, asker);
        return _lastSignal;
    }

    public void AnswerSignal(long order, ControlRefusal? refusal)
    {
        if (_signals.Remove(order, out var asker))
            asker.Tell(new ControlAnswer(refusal, HasChanged: true));
    }

    private static void TellAll(List<IActorRef> askers, object answer)
    {
        foreach (var asker in askers)
            asker.Tell(answer);
        askers.Clear();
    }
}
