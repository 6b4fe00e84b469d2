namespace Beacon.Benchmarks;

/// <summary>The C programs of scripts/bench/workloads.</summary>
internal sealed class Workloads
{
    public Workloads(string folder)
    {
        Stamp = Find(folder, "stamp");
        BareLaunch = Find(folder, "bare_launch");
    }

    /// <summary>A program that writes the times of its first and last instruction to a file, and exits.</summary>
    public string Stamp { get; }

    /// <summary>A program that starts <c>stamp</c> many times with only fork and exec.</summary>
    public string BareLaunch { get; }

    private static string Find(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"no program {path}; make it with: make -C scripts/bench/workloads BIN={Path.GetFullPath(folder)}"
            );
    }
}
