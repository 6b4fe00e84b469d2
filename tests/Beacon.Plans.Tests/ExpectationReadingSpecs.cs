namespace Beacon.Plans.Tests;

public sealed class ExpectationReadingSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"fills-received\" = \"> 0\"", "fills-received > 0")]
    [InlineData("tick-to-trade.p99 = \"< 50us\"", "tick-to-trade.p99 < 50 µs")]
    [InlineData("\"Orders Sent\" = \"= matching-engine.orders-received\"", "Orders Sent = matching-engine.orders-received")]
    [InlineData("algorithm.\"*\".errors { is = \"= 0\" }", "algorithm.*.errors = 0")]
    [InlineData("p99 = [\"> 1us\", { is = \"< 50us\" }]", "p99 > 1 µs; p99 < 50 µs")]
    [InlineData("p99 = \"< 5us\", p99 = null", "")]
    public void An_expectation_is_a_condition_by_the_name_of_the_statistic(string keys, string expected) =>
        Assert.Equal(expected, string.Join("; ", Read(keys).Expectations));

    [Fact]
    public void An_object_says_more_than_the_condition()
    {
        var expectation = Assert.Single(Read("skipped { is = \"= 0\", when-missing = pass, abort = on, after = 5s }").Expectations);
        Assert.Equal((true, true, TimeSpan.FromSeconds(5)), (expectation.PassesWhenMissing, expectation.Aborts, expectation.AbortsAfter));
    }

    [Theory]
    [InlineData("p99 = fast", "p99", "\"fast\": expected a condition such as < 50us")]
    [InlineData("p99 = { is = \"< 5us\", whenmissing = pass }", "p99.whenmissing", "unknown key; did you mean \"when-missing\"?")]
    [InlineData("p99 = { abort = on }", "p99.is", "is missing; write the condition, such as is = \"< 50us\"")]
    [InlineData("p99 = { is = \"< 5us\", when-missing = maybe }", "p99.when-missing", "expected fail or pass, found \"maybe\"")]
    [InlineData("p99 = { is = \"< 5us\", after = 5s }", "p99.after", "has no effect without abort = on")]
    [InlineData("measured.cpu-time = \"< 5MB\"", "measured.cpu-time", "cpu-time is a time, which can't be compared with 5 MB")]
    [InlineData("\"app.peak-memory\" = \"< 5s\"", "\"app.peak-memory\"", "peak-memory is a size, which can't be compared with 5 s")]
    [InlineData("measured.page-faults = \"< 5s\"", "measured.page-faults", "page-faults is a plain number")]
    public void Anything_else_is_refused_with_its_path(string keys, string path, string message)
    {
        var problem = _folder.RefusedOnce($"{PlanFolder.Least}\nbeacon.expect {{\n{keys}\n}}");
        Assert.Equal($"beacon.expect.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:3", problem.Location);
    }

    [Fact]
    public void A_name_that_programs_may_print_too_can_have_any_unit() =>
        Assert.Equal(2, Read("elapsed = \"< 5%\", page-faults = \"< 5s\"").Expectations.Length);

    [Fact]
    public void Those_of_the_command_line_are_added_and_are_refused_by_their_option()
    {
        var sources = _folder.SourcesOf($"{PlanFolder.Least}\nbeacon.expect {{ p99 = \"< 5us\" }}");
        var plan = RunPlan.Load(sources with { Expectations = ["p99 < 5us", "errors = 0"] });
        Assert.Equal("p99 < 5 µs; p99 < 5 µs; errors = 0", string.Join("; ", plan.Expectations));

        var problems = _folder.Refused(sources with { Expectations = ["errors", "cpu-time < 5MB", "x ="] });
        Assert.All(problems, problem => Assert.Equal("--expect", problem.Path));
        Assert.Equal(3, problems.Count);
    }

    [Fact]
    public void A_plan_of_csharp_says_the_same_and_is_written_as_it_is_read()
    {
        var plan = RunPlan
            .Create("test", _folder.Root)
            .Add("app", app => app.Run("app"))
            .Expect("tick-to-trade.p99", "< 50us")
            .Expect("tick-to-trade.p99", "> 1us")
            .Expect(
                new Expectation("skipped", Condition.TryParse("= 0", out var none, out _) ? none! : throw new FormatException())
                {
                    PassesWhenMissing = true,
                    Aborts = true,
                    AbortsAfter = TimeSpan.FromSeconds(5),
                }
            )
            .Build();
        Assert.Equal("tick-to-trade.p99 < 50 µs; tick-to-trade.p99 > 1 µs; skipped = 0", string.Join("; ", plan.Expectations));
        Assert.Equal(plan.Expectations.AsEnumerable(), RunPlan.Parse(plan.ToHocon(), _folder.Root).Expectations);
    }

    [Fact]
    public void A_wrong_condition_of_csharp_is_refused_at_once()
    {
        var fault = Assert.Throws<FormatException>(() => RunPlan.Create("test", _folder.Root).Expect("p99", "50us"));
        Assert.Contains("the condition for p99, \"50us\": expected a condition", fault.Message);
    }

    [Fact]
    public void What_is_expected_does_not_change_what_is_run() =>
        Assert.Equal(_folder.Read(PlanFolder.Least).Sha256(), Read("p99 = \"< 5us\"").Sha256());

    private RunPlan Read(string keys) => _folder.Read($"{PlanFolder.Least}\nbeacon.expect {{\n{keys}\n}}");
}
