using Beacon.Actors.Probing;
using Beacon.Plans;

namespace Beacon.Actors.Tests.Probing;

public sealed class FileMarkSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beacon-test-").FullName;

    [Fact]
    public void A_file_that_was_not_there_before_the_launch_counts()
    {
        var marks = Marks();
        File.WriteAllText(Path_, "4711");
        Assert.False(marks.IsLeftOver(Path_));
    }

    [Fact]
    public void A_file_that_an_earlier_run_has_left_does_not_count()
    {
        File.WriteAllText(Path_, "4711");
        var marks = Marks();
        Assert.True(marks.IsLeftOver(Path_));
        _ = File.ReadAllText(Path_);
        Assert.True(marks.IsLeftOver(Path_));
    }

    [Fact]
    public void A_file_that_was_written_again_counts()
    {
        File.WriteAllText(Path_, "4711");
        File.SetLastWriteTimeUtc(Path_, DateTime.UtcNow.AddHours(-1));
        var marks = Marks();
        File.WriteAllText(Path_, "4712");
        Assert.False(marks.IsLeftOver(Path_));
    }

    [Fact]
    public void A_file_that_another_one_was_renamed_to_counts_even_with_the_same_contents_and_time()
    {
        var time = DateTime.UtcNow.AddHours(-1);
        File.WriteAllText(Path_, "4711");
        File.SetLastWriteTimeUtc(Path_, time);
        var marks = Marks();
        File.WriteAllText(Path_ + ".new", "4711!");
        File.SetLastWriteTimeUtc(Path_ + ".new", time);
        File.Move(Path_ + ".new", Path_, overwrite: true);
        Assert.False(marks.IsLeftOver(Path_));
    }

    [Fact]
    public void A_link_counts_by_the_file_that_it_names()
    {
        var target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "4711");
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddHours(-1));
        File.CreateSymbolicLink(Path_, target);
        var marks = Marks();
        Assert.True(marks.IsLeftOver(Path_));
        File.WriteAllText(target, "4712");
        Assert.False(marks.IsLeftOver(Path_));
    }

    [Fact]
    public void A_folder_that_an_earlier_run_has_left_does_not_count_until_something_is_put_into_it()
    {
        Directory.CreateDirectory(Path_);
        Directory.SetLastWriteTimeUtc(Path_, DateTime.UtcNow.AddHours(-1));
        var marks = Marks();
        Assert.True(marks.IsLeftOver(Path_));
        File.WriteAllText(Path.Combine(Path_, "file"), "");
        Assert.False(marks.IsLeftOver(Path_));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Path_ => Path.Combine(_folder, "server.pid");

    private FileMarks Marks() => new([new FileProbe(Path_)]);
}
