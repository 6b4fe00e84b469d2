using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Actors.TestKit;

/// <summary>
/// The behaviour of a run's processes: when each became ready, and when and how it ended. Replay it with another plan, such as one with
/// another restart policy, to see what would have happened.
/// </summary>
public sealed record RunJournal
{
    private RunJournal(ImmutableDictionary<string, ImmutableArray<Life>> lives) => Lives = lives;

    private ImmutableDictionary<string, ImmutableArray<Life>> Lives { get; }

    /// <summary>The journal of a run's events.</summary>
    /// <param name="events">The events, in order.</param>
    public static RunJournal Of(IEnumerable<RunEvent> events) =>
        new(
            events
                .OfType<ComponentEvent>()
                .GroupBy(happened => happened.Component)
                .ToImmutableDictionary(component => component.Key, component => LivesOf(component))
        );

    /// <summary>The journal of a recorded run.</summary>
    /// <param name="record">Its record folder.</param>
    public static RunJournal Load(string record) => Of(RunRecord.Read(record).ReadEvents());

    /// <summary>
    /// Replays it with another plan under virtual time. A process becomes ready, and ends by itself, as long after its start as the
    /// process of the same number did. A process that was stopped or killed runs on. Processes beyond the last one in the journal do what
    /// <paramref name="beyond"/> says.
    /// </summary>
    /// <param name="plan">The plan, with the same components.</param>
    /// <param name="beyond">What the processes after the last one in the journal do.</param>
    public VirtualRun Replay(RunPlan plan, BeyondJournal beyond = BeyondJournal.RunOn) =>
        VirtualRun.Start(
            plan,
            [
                .. plan
                    .Components.Where(component => Lives.ContainsKey(component.Name))
                    .Select(component => Script(component, Lives[component.Name], beyond)),
            ]
        );

    private static ImmutableArray<Life> LivesOf(IEnumerable<ComponentEvent> events)
    {
        var lives = ImmutableArray.CreateBuilder<Life>();
        TimeSpan startedAt = default;
        foreach (var happened in events)
        {
            if (happened is ComponentStarting)
            {
                startedAt = happened.Elapsed;
                lives.Add(new Life(null, null, null));
            }

            if (lives.Count == 0)
                continue;
            lives[^1] = happened switch
            {
                ComponentReady ready => lives[^1] with { ReadyAfter = ready.After },
                ComponentStopping or ComponentKilled => lives[^1] with { WasStopped = true },
                ComponentExited exited when !lives[^1].WasStopped => lives[^1] with
                {
                    EndedAfter = happened.Elapsed - startedAt,
                    End = exited.Exit,
                },
                _ => lives[^1],
            };
        }

        return lives.ToImmutable();
    }

    private static FakeProgram Script(ComponentSpec component, ImmutableArray<Life> lives, BeyondJournal beyond)
    {
        var script = Script(Fake.Process(component.Name), component, lives[0]);
        for (var number = 2; number <= lives.Length; number++)
        {
            var life = lives[number - 1];
            script = script.FromIncarnation(number, again => Script(again, component, life));
        }

        return beyond == BeyondJournal.Repeat
            ? script
            : script.FromIncarnation(lives.Length + 1, again => Script(again, component, lives[^1] with { EndedAfter = null, End = null }));
    }

    private static FakeProgram Script(FakeProgram script, ComponentSpec component, Life life)
    {
        if (life.ReadyAfter is { } readyAfter)
            script = script.After(readyAfter).BecomesReady(component);
        return life is { EndedAfter: { } endedAfter, End: { } end }
            ? script.After(TimeSpan.FromTicks(Math.Max(0, (endedAfter - (life.ReadyAfter ?? TimeSpan.Zero)).Ticks))).Ends(end)
            : script;
    }

    private sealed record Life(TimeSpan? ReadyAfter, TimeSpan? EndedAfter, ExitStatus? End)
    {
        public bool WasStopped { get; init; }
    }
}

/// <summary>The behaviour of processes beyond the last one in the journal.</summary>
public enum BeyondJournal
{
    /// <summary>They become ready as the last one did, and run on until they are stopped.</summary>
    RunOn,

    /// <summary>They do the same as the last one, its end included.</summary>
    Repeat,
}
