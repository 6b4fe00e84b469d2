using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
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
        Assert.Equal(exit, ExitStatusJson.Read(Fields(json => ExitStatusJson.Write(json, exit, withNulls: true))));
        Assert.Equal(exit, ExitStatusJson.Read(Fields(json => ExitStatusJson.Write(json, exit, withNulls: false))));
    }

    [Fact]
    public void The_exit_of_a_component_that_never_started_is_read_as_null() =>
        Assert.Null(ExitStatusJson.Read(Fields(json => ExitStatusJson.Write(json, null, withNulls: true))));

    [Fact]
    public void In_run_json_an_exit_has_both_fields_and_in_an_event_the_one_that_applies()
    {
        Assert.Equal(
            """{"exitCode":null,"signal":"SIGSEGV","coreDumped":true}""",
            Written(json => ExitStatusJson.Write(json, new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true), withNulls: true))
        );
        Assert.Equal(
            """{"signal":"SIGKILL","inferred":true,"outOfMemory":true}""",
            Written(json =>
                ExitStatusJson.Write(json, new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true, OutOfMemory: true), withNulls: false)
            )
        );
        Assert.Equal("""{"exitCode":3}""", Written(json => ExitStatusJson.Write(json, ExitStatus.Exited(3), withNulls: false)));
    }

    [Theory]
    [InlineData("algo")]
    [InlineData(null)]
    public void A_problem_is_read_as_it_was_written(string? component)
    {
        var problem = new Problem(ProblemKind.NotReady, "not \"ready\"\n", component);
        Assert.Equal(problem, ProblemJson.Read(Element(json => ProblemJson.Write(json, problem))));
        Assert.Equal(problem, ProblemJson.Read(Fields(json => ProblemJson.WriteFields(json, problem, withNulls: false))));
    }

    [Fact]
    public void The_problem_of_a_run_has_a_null_component_in_run_json_and_no_such_field_in_an_event()
    {
        var problem = new Problem(ProblemKind.StaleRun, "an earlier run was cut short");
        const string Rest = "\"kind\":\"stale_run\",\"message\":\"an earlier run was cut short\"}";
        Assert.Equal("{\"component\":null," + Rest, Written(json => ProblemJson.WriteFields(json, problem, withNulls: true)));
        Assert.Equal("{" + Rest, Written(json => ProblemJson.WriteFields(json, problem, withNulls: false)));
    }

    [Fact]
    public void A_statistic_is_read_as_it_was_written()
    {
        foreach (var statistic in Failed.Statistics)
            Assert.Equal(statistic, StatisticJson.Read(Element(json => StatisticJson.Write(json, statistic))));
    }

    [Fact]
    public void A_statistic_that_is_not_finite_is_written_as_null_and_read_as_NaN() =>
        Assert.Equal(
            double.NaN,
            StatisticJson
                .Read(Element(json => StatisticJson.Write(json, new Statistic("a", "", "Rate", double.PositiveInfinity, "", "inf"))))
                .Value
        );

    [Fact]
    public void A_component_is_read_as_it_was_written()
    {
        foreach (var component in Failed.Components)
        {
            var read = ComponentResultJson.Read(Element(json => ComponentResultJson.Write(json, component)));
            Assert.Equal(component.Usage, read.Usage);
            Assert.Equal(component.Exit, read.Exit);
            Assert.Equal(Text(json => ComponentResultJson.Write(json, component)), Text(json => ComponentResultJson.Write(json, read)));
        }
    }

    [Fact]
    public void The_first_cause_is_read_as_it_was_written()
    {
        var cause = Failed.FirstCause!;
        var read = FirstCauseJson.Read(Fields(json => FirstCauseJson.Write(json, cause)).GetProperty("firstCause"));
        Assert.Equal(cause.Problem, read.Problem);
        Assert.Equal(cause.ReadyFor, read.ReadyFor);
        Assert.Equal($"{cause}", $"{read}");
    }

    [Fact]
    public void The_environment_is_read_as_it_was_written()
    {
        var environment = ResultsFolder.Surroundings;
        var read = EnvironmentJson.Read(Fields(json => EnvironmentJson.Write(json, environment)).GetProperty("environment"));
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
    public void The_fields_of_run_json_keep_their_names_and_their_order() =>
        Assert.Equal(
            "schema id name outcome exitCode cause firstCause startedAt operationalAfterMs endedAt elapsedMs components statistics "
                + "problems notComparable environment",
            string.Join(' ', JsonDocument.Parse(RunResultJson.Format(Failed)).RootElement.EnumerateObject().Select(field => field.Name))
        );

    [Fact]
    public void The_fields_of_a_component_keep_their_names_and_their_order() =>
        Assert.Equal(
            "name title pid readyAfterMs exitCode signal coreDumped restarts killed cpuSeconds maxRssBytes maxThreads voluntarySwitches "
                + "involuntarySwitches minorFaults majorFaults readBytes writtenBytes logs lastLines",
            string.Join(
                ' ',
                Element(json => ComponentResultJson.Write(json, Failed.Components[1])).EnumerateObject().Select(field => field.Name)
            )
        );

    private static JsonElement Element(Action<Utf8JsonWriter> write) => JsonDocument.Parse(Text(write)).RootElement;

    private static JsonElement Fields(Action<Utf8JsonWriter> write) => Element(json => WriteObject(json, write));

    private static string Written(Action<Utf8JsonWriter> writeFields) => Text(json => WriteObject(json, writeFields));

    private static void WriteObject(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
