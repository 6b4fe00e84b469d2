using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Environments;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Json;

public class RoundTripSpecs
{
    private static readonly RunResult Failed = ResultsFolder.FailedRun("20261123-184205-beacon-3f9c");

    public static TheoryData<ExitStatus> Exits =>
        [
            ExitStatus.Exited(0),
            ExitStatus.Exited(3),
            ExitStatus.Signalled(UnixSignal.SIGTERM),
            new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true),
            new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true),
            new ExitStatus(null, UnixSignal.SIGKILL, OutOfMemory: true),
        ];

    [Theory]
    [MemberData(nameof(Exits))]
    public void An_exit_is_read_as_it_was_written_in_run_json_and_in_an_event(ExitStatus exit)
    {
        Assert.Equal(exit, Read<ExitStatus>(Text(exit, Exit), Exit));
        Assert.Equal(exit, Read<ExitStatus>(Text(exit, Exit, withNulls: false), Exit));
    }

    [Fact]
    public void The_exit_of_a_component_that_never_started_is_read_as_null()
    {
        var text = Text(Failed.Components[0] with { Exit = null }, ComponentResultJson.Fields);
        Assert.Contains("\"exitCode\":null,\"signal\":null,", text);
        Assert.Null(Read<ComponentResult>(text, ComponentResultJson.Fields).Exit);
    }

    [Fact]
    public void In_run_json_an_exit_has_both_fields_and_in_an_event_the_one_that_applies()
    {
        Assert.Equal(
            """{"exitCode":null,"signal":"SIGSEGV","coreDumped":true}""",
            Text(new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true), Exit)
        );
        Assert.Equal(
            """{"signal":"SIGKILL","inferred":true,"outOfMemory":true}""",
            Text(new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true, OutOfMemory: true), Exit, withNulls: false)
        );
        Assert.Equal("""{"exitCode":3}""", Text(ExitStatus.Exited(3), Exit, withNulls: false));
    }

    [Theory]
    [InlineData("algo")]
    [InlineData(null)]
    public void A_problem_is_read_as_it_was_written(string? component)
    {
        var problem = new Problem(ProblemKind.NotReady, "not \"ready\"\n", component);
        Assert.Equal(problem, Read<Problem>(Text<Problem>(problem, ProblemJson.Fields), ProblemJson.Fields));
        Assert.Equal(problem, Read<Problem>(Text<Problem>(problem, ProblemJson.Fields, withNulls: false), ProblemJson.Fields));
    }

    [Fact]
    public void The_problem_of_a_run_has_a_null_component_in_run_json_and_no_such_field_in_an_event()
    {
        var problem = new Problem(ProblemKind.StaleRun, "an earlier run was cut short");
        const string Rest = "\"kind\":\"stale_run\",\"message\":\"an earlier run was cut short\"}";
        Assert.Equal("{\"component\":null," + Rest, Text<Problem>(problem, ProblemJson.Fields));
        Assert.Equal("{" + Rest, Text<Problem>(problem, ProblemJson.Fields, withNulls: false));
    }

    [Fact]
    public void A_statistic_is_read_as_it_was_written()
    {
        foreach (var statistic in Failed.Statistics)
            Assert.Equal(statistic, Read<Statistic>(Text<Statistic>(statistic, StatisticJson.Fields), StatisticJson.Fields));
    }

    [Fact]
    public void A_statistic_that_is_not_finite_is_written_as_null_and_read_as_NaN()
    {
        var text = Text<Statistic>(new Statistic("a", "", "Rate", double.PositiveInfinity, "", "inf"), StatisticJson.Fields);
        Assert.Equal("""{"component":"a","group":"","name":"Rate","value":null,"unit":"","text":"inf"}""", text);
        Assert.Equal(double.NaN, Read<Statistic>(text, StatisticJson.Fields).Value);
    }

    [Fact]
    public void A_component_is_read_as_it_was_written()
    {
        foreach (var component in Failed.Components)
        {
            var text = Text(component, ComponentResultJson.Fields);
            var read = Read<ComponentResult>(text, ComponentResultJson.Fields);
            Assert.Equal(component.Usage, read.Usage);
            Assert.Equal(component.Exit, read.Exit);
            Assert.Equal(text, Text<ComponentResult>(read, ComponentResultJson.Fields));
        }
    }

    [Fact]
    public void The_first_cause_is_read_as_it_was_written()
    {
        var cause = Failed.FirstCause!;
        var read = Read<FirstCause>(Text<FirstCause>(cause, ProblemJson.Fields), ProblemJson.Fields);
        Assert.Equal(cause.Problem, read.Problem);
        Assert.Equal(cause.ReadyFor, read.ReadyFor);
        Assert.Equal($"{cause}", $"{read}");
    }

    [Fact]
    public void The_first_cause_of_a_run_has_a_null_component_and_no_time_of_readiness()
    {
        var cause = new FirstCause { Problem = new Problem(ProblemKind.StartTimeout, "late") };
        var text = RunResultJson.Format(Failed with { FirstCause = cause });
        Assert.Contains("\"firstCause\": {\n    \"component\": null,\n    \"kind\": \"start_timeout\",", text);
        Assert.DoesNotContain("readyForMs", text);
    }

    [Fact]
    public void The_environment_is_read_as_it_was_written()
    {
        var environment = ResultsFolder.Surroundings;
        var read = Read<RunEnvironment>(Text(environment, EnvironmentJson.Fields), EnvironmentJson.Fields);
        Assert.Equal(environment with { Files = [] }, read with { Files = [] });
        Assert.Equal(environment.Files.AsEnumerable(), read.Files);
    }

    [Fact]
    public void A_result_is_read_as_it_was_written()
    {
        var text = RunResultJson.Format(Failed);
        Assert.Equal(text, RunResultJson.Format(RunResultJson.Read(JsonDocument.Parse(text).RootElement, "/nowhere")));
    }

    [Fact]
    public void What_came_of_expectations_is_read_as_it_was_written_and_nothing_is_written_where_there_were_none()
    {
        ExpectationResult[] expectations =
        [
            new("a.p99", "< 50 µs", Held: false)
            {
                Value = 62,
                Unit = "us",
                Text = "62 us",
                Distance = 0.24,
                HasAborted = true,
            },
            new("b", "> 0", Held: null) { Because = "undecided" },
        ];
        var text = RunResultJson.Format(Failed with { Expectations = [.. expectations] });
        Assert.Equal(expectations, RunResultJson.Read(JsonDocument.Parse(text).RootElement, "/nowhere").Expectations);
        Assert.DoesNotContain("expectations", RunResultJson.Format(Failed));
    }

    [Fact]
    public void The_fields_of_run_json_keep_their_names_and_their_order() =>
        Assert.Equal(
            "schema id name outcome exitCode cause firstCause startedAt operationalAfterMs endedAt elapsedMs components statistics "
                + "problems notComparable environment",
            NamesIn(RunResultJson.Format(Failed))
        );

    [Fact]
    public void The_fields_of_a_component_keep_their_names_and_their_order() =>
        Assert.Equal(
            "name title pid readyAfterMs exitCode signal coreDumped restarts killed cpuSeconds maxRssBytes maxThreads voluntarySwitches "
                + "involuntarySwitches minorFaults majorFaults readBytes writtenBytes logs lastLines",
            NamesIn(Text(Failed.Components[1], ComponentResultJson.Fields))
        );

    private static ExitStatus Exit(JsonFields json, ExitStatus? exit) => ComponentResultJson.Exit(json, exit)!;

    private static string NamesIn(string json) =>
        string.Join(' ', JsonDocument.Parse(json).RootElement.EnumerateObject().Select(field => field.Name));

    private static T Read<T>(string text, Func<JsonFields, T?, T> fields)
        where T : class => fields(JsonFields.Of(JsonDocument.Parse(text).RootElement), null);

    private static string Text<T>(T value, Func<JsonFields, T?, T> fields, bool withNulls = true)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            (withNulls ? JsonFields.Of(json) : JsonFields.Of(json).WithoutNulls).WriteObject(value, fields);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
