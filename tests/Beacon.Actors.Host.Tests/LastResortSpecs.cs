using Beacon.Actors.Host.Invocation;

namespace Beacon.Actors.Host.Tests;

public class LastResortSpecs
{
    [Fact]
    public async Task A_defect_is_reported_in_one_line_with_a_file_that_holds_the_stack_trace_and_exit_code_70()
    {
        var error = new StringWriter();
        var exitCode = await LastResort.GuardAsync(() => throw new InvalidOperationException("bo\u001bom"), error);

        Assert.Equal(70, exitCode);
        var line = error.ToString().TrimEnd();
        Assert.StartsWith("beacon: internal error: InvalidOperationException: bo", line);
        Assert.DoesNotContain('\n', line);
        Assert.DoesNotContain('\u001b', line);
        var file = line.Split("with the file ")[1];
        try
        {
            Assert.Contains($"   at {typeof(LastResortSpecs).FullName}", File.ReadAllText(file));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
