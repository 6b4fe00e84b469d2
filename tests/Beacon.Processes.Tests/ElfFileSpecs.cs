using Beacon.Processes.Linux.Launching;

namespace Beacon.Processes.Tests;

public class ElfFileSpecs
{
    [Fact]
    public void The_shell_is_linked_dynamically_and_the_launcher_statically()
    {
        Assert.False(ElfFile.IsStatic("/bin/sh"));
        if (OwnLauncher.Find() is { } launcher)
            Assert.True(ElfFile.IsStatic(launcher));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("\u007fELF")]
    public void A_file_that_is_not_an_ELF_program_is_neither_static_nor_dynamic(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Assert.Null(ElfFile.IsStatic(file));
        File.Delete(file);
        Assert.Null(ElfFile.IsStatic(file));
    }
}
