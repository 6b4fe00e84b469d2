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

    /// <summary>Whether an asker waits for the end of the run.</summary>
    public bool IsEndAwaited => _end.Count > 0;

    /// <summary>An asker waits until the run is operational.</summary>
    public void AwaitOperational(IActorRef asker)
    {
        if (_isOperational)
            asker.Tell(IsOperational.Fact);
        else
            _operational.Add(asker);
    }

    /// <summary>The run is operational.</summary>
    public void AnswerOperational()
    {
        _isOperational = true;
        TellAll(_operational, IsOperational.Fact);
    }

    /// <summary>An asker waits for the end of the run.</summary>
    public void AwaitEnd(IActorRef asker) => _end.Add(asker);

    /// <summary>The run has ended: with a <see cref="RunOver"/>, or with a failure of its own.</summary>
    public void AnswerEnd(object answer) => TellAll(_end, answer);

    /// <summary>An asker waits until a level has stopped.</summary>
    public void AwaitLevel(int level, IActorRef asker) => _levels.Add((level, asker));

    /// <summary>Levels have stopped.</summary>
    /// <param name="isStopped">Whether a level has.</param>
    public void AnswerLevels(Predicate<int> isStopped)
    {
        foreach (var (level, asker) in _levels.Where(question => isStopped(question.Level)))
            asker.Tell(new LevelStopped(level));
        _levels.RemoveAll(question => isStopped(question.Level));
    }

    /// <summary>An asker waits for the restart of a component.</summary>
    public void AwaitRestart(string component, IActorRef asker)
    {
        if (!_restarts.TryGetValue(component, out var askers))
            _restarts.Add(component, askers = []);
        askers.Add(asker);
    }

    /// <summary>A component is ready again, or was not restarted.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="refusal">Why it was not restarted; null: it is ready again.</param>
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
