using Beacon.Actors.Host.Commands;
using Beacon.Actors.Host.Help;

namespace Beacon.Actors.Host.Tests;

/// <summary>Help, the man page and their source: the commands themselves.</summary>
public sealed class HelpSpecs
{
    private static IEnumerable<CommandTree> Commands => Below(BeaconCommandLine.Tree);

    private static IEnumerable<CommandTree> Below(CommandTree tree) => tree.Commands.SelectMany(Below).Prepend(tree);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await BeaconCommandLine.InvokeAsync(args, output, error), output.ToString(), error.ToString());
    }

    [Fact]
    public void Every_command_has_two_examples_and_its_exit_codes() =>
        Assert.All(
            Commands,
            command =>
            {
                Assert.True(command.Guide is not null, $"{command.Line} has no guide in CommandGuide.Table.cs");
                Assert.True(command.Guide.Examples.Length >= 2, $"{command.Line} has less than two examples");
                Assert.Contains(command.Guide.ExitCodes, code => code.Code == "0");
                Assert.NotEmpty(command.Command.Description ?? "");
            }
        );

    [Fact]
    public void Examples_are_of_their_command_and_name_only_options_that_it_has() =>
        Assert.All(
            Commands.SelectMany(command => (command.Guide?.Examples ?? []).Select(example => (command, example.Line))),
            example =>
            {
                var (command, line) = example;
                if (command.Path.Length > 0 && !command.Commands.Any())
                    Assert.StartsWith($"{command.Line}", line, StringComparison.Ordinal);
                var names = command.Options.Concat(command.Commands.SelectMany(one => one.Options)).ToList();
                var words = line.Split('|')[0].Split('>')[0].Split(' ').TakeWhile(word => !word.StartsWith("./", StringComparison.Ordinal));
                foreach (var word in words.Where(word => word.StartsWith('-')))
                    Assert.Contains(names, option => option.Name == word || option.Aliases.Contains(word));
            }
        );

    [Theory]
    [InlineData("beacon [PLAN] [DURATION] [OPTION…]")]
    [InlineData("beacon repeat [PLAN] N [DURATION] [OPTION…]", "repeat")]
    [InlineData("beacon runs COMMAND [OPTION…]", "runs")]
    [InlineData("beacon runs list [OPTION…]", "runs", "list")]
    [InlineData("beacon runs show SELECTOR [OPTION…]", "runs", "show")]
    [InlineData("beacon runs logs [COMPONENT…] [OPTION…]", "runs", "logs")]
    [InlineData("beacon help [WORD…] [OPTION…]", "help")]
    public async Task Usage_is_what_can_be_typed_and_is_the_same_by_help_and_by_its_option(string usage, params string[] command)
    {
        var help = await RunAsync(["help", .. command]);
        var option = await RunAsync([.. command, "--help"]);
        var letter = await RunAsync([.. command, "-h"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains($"\n  {usage}\n", help.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help.Output, StringComparison.Ordinal);
        Assert.Equal(help.Output, option.Output);
        Assert.Equal(help.Output, letter.Output);
    }

    [Theory]
    [InlineData("beacon has no command \"foo\"", "help", "foo")]
    [InlineData("did you mean \"repeat\"?", "help", "rep")]
    [InlineData("did you mean \"compare\"?", "help", "runs", "comp")]
    [InlineData("beacon verify has no commands", "help", "verify", "x")]
    [InlineData("expected bash, zsh, fish", "completion", "tcsh")]
    [InlineData("--only means nothing to help", "help", "--only", "a")]
    public async Task What_has_no_help_is_refused_with_what_has(string expected, params string[] args)
    {
        var (exitCode, _, error) = await RunAsync(args);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_man_page_of_the_repository_is_that_of_the_commands()
    {
        var (_, page, _) = await RunAsync("man");

        Assert.True(
            File.ReadAllText(Path.Combine(BeaconProcess.Root, "docs/beacon.1")) == page,
            "docs/beacon.1 is not current; make it with: beacon man > docs/beacon.1"
        );
    }

    [Fact]
    public void No_line_of_a_page_is_wider_than_the_terminal_but_for_examples()
    {
        foreach (var command in Commands)
        {
            var page = new StringWriter();
            HelpPage.Write(command, page, 80);
            Assert.All(
                page.ToString().Split('\n').Where(line => !line.StartsWith("  beacon", StringComparison.Ordinal)),
                line => Assert.InRange(line.Length, 0, 80 + command.Line.Length)
            );
        }
    }
}
