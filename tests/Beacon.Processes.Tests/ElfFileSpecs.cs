using Beacon.Processes.Linux.Launching;

namespace Beacon.Processes.Tests;

public class ElfFileSpecs
{
    [Fact]
    public void The_shell_names_a_dynamic_linker_and_our_launcher_none()
    {
        Assert.False(ElfFile.IsStatic("/bin/sh"));
        if (OwnLauncher.Find() is { } launcher)
            Assert.True(ElfFile.IsStatic(launcher));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("\u007fELF")]
    public void Of_what_is_no_program_nothing_can_be_told(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Assert.Null(ElfFile.IsStatic(file));
        File.Delete(file);
        Assert.Null(ElfFile.IsStatic(file));
    }
}
