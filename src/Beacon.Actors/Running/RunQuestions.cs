using Akka.Actor;
using static Beacon.Actors.Running.RunProtocol;

namespace Beacon.Actors.Running;

/// <summary>The questions to a run that it can't answer yet.</summary>
internal sealed class RunQuestions
{
    private readonly List<IActorRef> _operational = [];
    private readonly List<IActorRef> _end = [];
    private readonly List<(int Level, IActorRef Asker)> _levels = [];
    private readonly Dictionary<string, List<IActorRef>> _restarts = [];
    private bool _isOperational;

    public bool IsEndAwaited => _end.Count > 0;

    public void AwaitOperational(IActorRef asker)
    {
        if (_isOperational)
            asker.Tell(new IsOperational());
        else
            _operational.Add(asker);
    }

    public void AnswerOperational()
    {
        _isOperational = true;
        TellAll(_operational, new IsOperational());
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

    public void AwaitRestart(string component, IActorRef asker)
    {
        if (!_restarts.TryGetValue(component, out var askers))
            _restarts.Add(component, askers = []);
        askers.Add(asker);
    }

    /// <summary>A component is ready again (null), or why it was not restarted.</summary>
    public void AnswerRestart(string component, string? refusal)
    {
        if (_restarts.Remove(component, out var askers))
            TellAll(askers, new RestartAnswer(refusal));
    }

    private static void TellAll(List<IActorRef> askers, object answer)
    {
        foreach (var asker in askers)
            asker.Tell(answer);
        askers.Clear();
    }
}
