using System.Collections.Immutable;
using System.Security.Cryptography;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Records.Environments;

/// <summary>Hashes the program and the required files of every component.</summary>
internal static class RunFiles
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>The digests; after a cancellation the remaining files have none. A file of several components is read once.</summary>
    public static ImmutableArray<FileDigest> Digest(IEnumerable<ComponentSpec> components, CancellationToken cancellation)
    {
        var known = new Dictionary<string, (string?, long?)>();
        var digests = ImmutableArray.CreateBuilder<FileDigest>();
        foreach (var component in components)
        foreach (var path in ProgramOf(component).Concat(component.Requires.Files).Distinct())
        {
            if (Directory.Exists(path))
                continue;
            if (!known.TryGetValue(path, out var digest))
                known[path] = digest = DigestOf(path, cancellation);
            digests.Add(new FileDigest(component.Name, path, digest.Item1, digest.Item2));
        }

        return digests.ToImmutable();
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
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0,
                FileOptions.SequentialScan
            );
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var block = new byte[BlockBytes];
            var bytes = 0L;
            for (int count; (count = file.Read(block)) > 0; bytes += count)
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
