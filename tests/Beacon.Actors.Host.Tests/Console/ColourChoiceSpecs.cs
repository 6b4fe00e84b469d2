using Beacon.Actors.Host.Invocation;

namespace Beacon.Actors.Host.Tests.Console;

public class ColourChoiceSpecs
{
    [Theory]
    [InlineData("Auto", true, "", true)]
    [InlineData("Auto", false, "", false)]
    [InlineData("Auto", true, "NO_COLOR=1", false)]
    [InlineData("Auto", true, "NO_COLOR=", true)]
    [InlineData("Auto", false, "FORCE_COLOR=1", true)]
    [InlineData("Auto", true, "FORCE_COLOR=0", false)]
    [InlineData("Auto", false, "CLICOLOR_FORCE=1", true)]
    [InlineData("Auto", false, "CLICOLOR_FORCE=0", false)]
    [InlineData("Auto", true, "CLICOLOR=0", false)]
    [InlineData("Auto", false, "NO_COLOR=1 FORCE_COLOR=1", false)]
    [InlineData("Always", false, "NO_COLOR=1", true)]
    [InlineData("Never", true, "FORCE_COLOR=1", false)]
    public void The_option_decides_then_the_environment_then_the_terminal(string choice, bool isTerminal, string variables, bool expected)
    {
        var environment = variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('='))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.Equal(expected, Enum.Parse<ColourChoice>(choice).Decide(isTerminal, environment.GetValueOrDefault));
    }
}
