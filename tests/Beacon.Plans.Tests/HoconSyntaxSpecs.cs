namespace Beacon.Plans.Tests;

public sealed class HoconSyntaxSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("beacon {\n  run {\n    name = x\n", "plan.conf:2", "{ of this line is never closed")]
    [InlineData("beacon.run.cpu = [1,\n2", "plan.conf:1", "[ of this line is never closed")]
    [InlineData("beacon { }\n}\n", "plan.conf:2", "} closes nothing")]
    [InlineData("beacon { }\n]\n", "plan.conf:2", "] closes nothing")]
    [InlineData("{ beacon { } }\nmore = 1", "plan.conf:2", "stands after the } that ends the file")]
    [InlineData("\n\nhello world", "plan.conf:3", "\"world\" was found where = or { was expected")]
    [InlineData("beacon\n", "plan.conf:1", "the end of the line was found")]
    [InlineData("a = 1\nb = \"open\nc = 2", "plan.conf:2", "not closed in its line")]
    [InlineData("a = \"\"\"open\nc = 2", "plan.conf:1", "never closed")]
    [InlineData("a = 1\na += 2", "plan.conf:2", "a: += is not supported; write the whole list")]
    [InlineData("include \"other.conf\"", "plan.conf:1", "--config A --config B")]
    [InlineData("a =\nb = 1", "plan.conf:1", "a has no value")]
    [InlineData("a = ", "plan.conf:1", "a has no value")]
    [InlineData("a { b = }", "plan.conf:1", "a.b has no value")]
    [InlineData("a = [1,, 2]", "plan.conf:1", "two commas")]
    [InlineData("a = [, 1]", "plan.conf:1", "a comma stands where a list element was expected")]
    [InlineData("a { , b = 1 }", "plan.conf:1", "a comma stands where a key was expected")]
    [InlineData("a = 1,, b = 2", "plan.conf:1", "two commas")]
    [InlineData("a = [1] x", "plan.conf:1", "right after a list")]
    [InlineData("a = x [1]", "plan.conf:1", "right after a text")]
    [InlineData("a = x { b = 1 }", "plan.conf:1", "an object stands right after another value")]
    [InlineData("a = { b = 1 } c", "plan.conf:1", "\"c\" stands right after a value")]
    [InlineData("a = x@y", "plan.conf:1", "HOCON keeps @ for itself; put the whole text in quotes")]
    [InlineData("a = \"\\q\"", "plan.conf:1", "\\q is no escape")]
    [InlineData("a = \"\\u12\"", "plan.conf:1", "\\u is no escape")]
    [InlineData("a = ../bin//x", "plan.conf:1", "an unquoted // begins a comment")]
    [InlineData("a = 1\u200Bx@", "plan.conf:1", "HOCON keeps @")]
    [InlineData("\"\" = 1", "plan.conf:1", "a key is empty")]
    [InlineData("= 1", "plan.conf:1", "a key was expected")]
    [InlineData("a..b = 1", "plan.conf:1", "a key was expected")]
    [InlineData("a = ${b", "plan.conf:1", "${ is not closed in its line")]
    [InlineData("a = ${}", "plan.conf:1", "names no variable and no key")]
    [InlineData("a = ${\"b\"}", "plan.conf:1", "names no variable and no key")]
    public void A_syntax_error_names_file_line_and_the_way_out(string text, string path, string message)
    {
        var problem = _folder.RefusedOnce(text);

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_syntax_errors_are_reported_together()
    {
        var problems = _folder.Refused(
            """
            beacon {
              run { name = }
              stray words
              components {
                app {
                  command = "open
                  args = [tcp:9000, b]
                  env { A += 1 }
                }
              }
            }
            """
        );

        Assert.Equal(["plan.conf:2", "plan.conf:3", "plan.conf:6", "plan.conf:7", "plan.conf:8"], problems.Select(problem => problem.Path));
    }

    [Fact]
    public void The_errors_of_several_files_are_reported_together()
    {
        _folder.Write("a.conf", "a b");
        _folder.Write("b.conf", "\n}");

        Assert.Equal(["a.conf:1", "b.conf:2"], _folder.Refused(_folder.Sources("a.conf", "b.conf")).Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("beacon { run { name = x }, }")]
    [InlineData("beacon.run.name = x")]
    [InlineData("beacon.run.name : x")]
    [InlineData("\"beacon\".\"run\".name = \"x\"")]
    [InlineData("beacon.run {\r\n  name = x\r\n}\r\n")]
    [InlineData("\uFEFFbeacon.run.name = x # comment")]
    [InlineData("beacon.run.name = \"\"\"x\"\"\"")]
    [InlineData("beacon.run =\n{ name =\n\"x\" }")]
    [InlineData("beacon.run { name = y }, beacon.run { name = x }")]
    [InlineData("beacon.run = 5\nbeacon.run { name = x }")]
    [InlineData("beacon.run { name = [1] }\nbeacon.run.name = x")]
    public void Every_way_to_write_a_key_is_read(string text) => Assert.Equal("x", _folder.Read($"{text}\n{PlanFolder.Least}").Name);

    [Theory]
    [InlineData("[a, b c, d]", "a", "b c", "d")]
    [InlineData("[ ]")]
    [InlineData("[\n a\n b\n]", "a", "b")]
    [InlineData("[\n a\n , b,\n]", "a", "b")]
    [InlineData("[\"a \", \" b\", \"\"]", "a ", " b", "")]
    [InlineData("[a] [b]", "a", "b")]
    [InlineData("[a \"b\"  c]", "a b  c")]
    [InlineData("[\"{\", \"}\", \"# no comment\", \"//\"]", "{", "}", "# no comment", "//")]
    [InlineData("[\"\"\"a\"b\\d\"\"\"]", "a\"b\\d")]
    [InlineData("[\"\"\"quoted\"\"\"\"]", "quoted\"")]
    [InlineData("[\"\\t\\\"\\\\\\u00e9\"]", "\t\"\\é")]
    [InlineData("[-5, 1.5, true, 0x1]", "-5", "1.5", "true", "0x1")]
    [InlineData("[a # b\n, c]", "a", "c")]
    public void Every_way_to_write_a_list_is_read(string list, params string[] expected) =>
        Assert.Equal(expected, _folder.ReadApp($"args = {list}").Args);

    [Fact]
    public void Components_keep_the_order_in_which_they_are_listed()
    {
        var plan = _folder.Read("beacon.components { z { command = z }, a { command = a }, m { command = m }, a { title = A } }");

        Assert.Equal(["z", "a", "m"], plan.Components.Select(component => component.Name));
    }
}
