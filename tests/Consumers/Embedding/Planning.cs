using Beacon.Plans;

namespace Embedding;

/// <summary>A plan is built in C#, written as HOCON, read back, and changed.</summary>
internal static class Planning
{
    public static (RunPlan Same, RunPlan Longer) Plans()
    {
        // snippet: planning
        var plan = RunPlan
            .Create("demo")
            .For(TimeSpan.FromMinutes(5))
            .Add("server", c => c.Run("./server", "--port", "9000").ReadyWhen(Probe.TcpListen(9000)))
            .Add("client", c => c.Run("./client").DependsOn("server").EndsRun())
            .Build();

        var same = RunPlan.Parse(plan.ToHocon()); // or RunPlan.Load("beacon.conf")
        var longer = plan.With(run => run.For(TimeSpan.FromHours(1)));
        // end
        return (same, longer);
    }
}
