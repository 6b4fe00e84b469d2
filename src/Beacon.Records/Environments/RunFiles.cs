using System.Collections.Immutable;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Files;

namespace Beacon.Records.Environments;

/// <summary>
/// Hashes the program and the required files of every component. Only regular files are read: a FIFO would block, and a device may have no
/// end.
/// </summary>
internal sealed class RunFiles(IEnumerable<ComponentSpec> components)
{
    // Files there have no content of their own, and reading one may wait.
    private static readonly string[] KernelFolders = ["/proc/", "/sys/", "/dev/"];

    private const int BlockBytes = 256 * 1024;

    private readonly List<FileDigest> _digests = [];

    /// <summary>The digests so far: a file that can't be read to its end in time costs no other its digest.</summary>
    public ImmutableArray<FileDigest> Digests
    {
        get
        {
            lock (_digests)
                return [.. _digests];
        }
    }

    /// <summary>
    /// Reads the files; after a cancellation the remaining ones have no digest. A file of several components is read once.
    /// </summary>
    public ImmutableArray<FileDigest> Read(CancellationToken cancellation)
    {
        var known = new Dictionary<string, (string?, long?)>();
        foreach (var component in components)
        foreach (var path in ProgramOf(component).Concat(component.Requires.Files).Distinct())
        {
            if (Directory.Exists(path))
                continue;
            if (!known.TryGetValue(path, out var digest))
                known[path] = digest = DigestOf(path, cancellation);
            lock (_digests)
                _digests.Add(new FileDigest(component.Name, path, digest.Item1, digest.Item2));
        }

        return Digests;
    }

    // The executable of a .NET program is only a launcher; its code is in the dll beside it.
    private static IEnumerable<string> ProgramOf(ComponentSpec component)
    {
        var program = ProgramSearch.Find(component) ?? component.Command;
        var assembly = $"{program}.dll";
        return File.Exists(assembly) ? [program, assembly] : [program];
    }

    private static (string? Sha256, long? Bytes) DigestOf(string path, CancellationToken cancellation)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            if (Array.Exists(KernelFolders, folder => target.StartsWith(folder, StringComparison.Ordinal)))
                return (null, null);
            using var folder = RecordFolder.Open(Path.GetDirectoryName(target)!);
            using var file = folder.OpenHandle(Path.GetFileName(target));

            // A file that grows meanwhile has no end.
            var length = RandomAccess.GetLength(file);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var block = new byte[BlockBytes];
            var bytes = 0L;
            for (int count; bytes < length && (count = RandomAccess.Read(file, block, bytes)) > 0; bytes += count)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(block, 0, count);
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return (null, null);
        }
    }
}
