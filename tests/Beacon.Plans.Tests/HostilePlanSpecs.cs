using System.Text;

namespace Beacon.Plans.Tests;

/// <summary>Plans that are small or at least not huge, and still took memory or time without limit.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostilePlanSpecs : IDisposable
{
    // CPU time, far above what is needed.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Objects_that_double_with_each_line_are_refused_with_their_line()
    {
        var text = new StringBuilder("l0 { a = x, b = x }\n");
        for (var level = 1; level < 40; level++)
            text.Append($"l{level} {{ a = ${{l{level - 1}}}, b = ${{l{level - 1}}} }}\n");

        var refused = Refused(text.ToString());

        Assert.Contains(
            refused.Problems,
            problem => problem.ToString().Contains(" and the other references of this file add more than 50,000 values")
        );
        Assert.All(refused.Problems, problem => Assert.Matches(@"^HOCON:\d+: ", problem.ToString()));
    }

    [Theory]
    [InlineData("a", "${a}${a}")]
    [InlineData("[1, 2]", "${a} ${a}")]
    public void A_text_or_list_that_doubles_with_each_line_is_refused(string first, string next)
    {
        var text = new StringBuilder($"b {{ l0 = {first}\n");
        for (var level = 1; level < 60; level++)
            text.Append($"l{level} = {next.Replace("${a}", $"${{b.l{level - 1}}}", StringComparison.Ordinal)}\n");
        Assert.Contains(Refused($"{text}}}").Problems, problem => problem.Message.Contains("add more than"));
    }

    [Theory]
    [InlineData("a = ", "x ", "\n")]
    [InlineData("a = ", "[1] ", "\n")]
    [InlineData("a = [", "1, ", "]\n")]
    [InlineData("", "k{0} = ${{k0}}\n", "")]
    [InlineData("", "k{0} = ${{x{0}.y}}\n", "")]
    [InlineData("x0.z = 1\n", "k{0} = ${{x0.y{0}}}\n", "")]
    [InlineData("beacon.components {{\n", "k{0} {{ command = x }}\n", "}}\n")]
    [InlineData("beacon.components {{\n", "k{0} {{ command = x, depends-on = [k1] }}\n", "}}\n")]
    [InlineData("beacon {{\n", "comnents{0} = 1\n", "}}\n")]
    public void A_plan_of_half_a_megabyte_is_read_or_refused_soon(string before, string part, string after)
    {
        var text = new StringBuilder(string.Format(before));
        for (var number = 0; text.Length < 512 * 1024; number++)
            text.AppendFormat(part, number);
        text.AppendFormat(after);

        var used = Environment.CpuUsage.TotalTime;
        try
        {
            RunPlan.Parse(text.ToString());
        }
        catch (InvalidPlanException)
        {
            // That is right too.
        }

        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void Names_of_any_length_are_compared_without_filling_the_memory()
    {
        var name = new string('a', 200_000);
        var refused = Refused($"beacon.components {{ {name} {{ command = x, depends-on = [{name}b] }} }}");
        Assert.NotEmpty(refused.Problems);
    }

    [Fact]
    public void A_file_without_end_is_refused()
    {
        var refused = Assert.Throws<InvalidPlanException>(() => RunPlan.Load("/dev/zero"));
        Assert.Contains("more than 1 MiB", Assert.Single(refused.Problems).Message);
    }

    [Fact]
    public void More_settings_than_a_file_has_lines_are_refused()
    {
        var sources = new PlanSources
        {
            Settings = [.. Enumerable.Range(0, 5000).Select(number => $"beacon.components.c{number}.command=x")],
        };
        Assert.Contains("--config", Assert.Single(Assert.Throws<InvalidPlanException>(() => RunPlan.Load(sources)).Problems).Message);
    }

    private static InvalidPlanException Refused(string text) => Assert.Throws<InvalidPlanException>(() => RunPlan.Parse(text));
}
