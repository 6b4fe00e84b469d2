using Beacon.Processes.Files;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Tests;

/// <summary>
/// A folder in which some files lie on a full disk: they are opened as /dev/full (full(4)), so that the kernel itself refuses each write
/// with ENOSPC.
/// </summary>
internal sealed class FullDescriptorFolder(string path, params string[] full) : DescriptorFolder(path)
{
    internal override SafeFileHandle OpenToAppend(string name) =>
        full.Contains(name) ? File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite) : base.OpenToAppend(name);
}

/// <summary>The same for a folder that is a path.</summary>
internal sealed class FullPathFolder(string path, params string[] full) : PathFolder(path)
{
    internal override SafeFileHandle OpenToAppend(string name) =>
        full.Contains(name) ? File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite) : base.OpenToAppend(name);
}
