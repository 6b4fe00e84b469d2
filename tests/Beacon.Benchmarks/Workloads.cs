namespace Beacon.Benchmarks;

/// <summary>The programs in C of scripts/bench/workloads, which stamp their own times.</summary>
internal sealed class Workloads
{
    public Workloads(string folder)
    {
        Stamp = Find(folder, "stamp");
        BareLaunch = Find(folder, "bare_launch");
    }

    /// <summary>Writes the times of its first and its last instruction into a file, and exits.</summary>
    public string Stamp { get; }

    /// <summary>Starts it many times with nothing but fork and exec.</summary>
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
