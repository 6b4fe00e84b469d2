namespace Beacon.Processes.Linux.Native;

/// <summary>inode(7): the type and permissions, the user and the group of a file; the default: there is none.</summary>
internal readonly record struct FileStatus(int Mode, uint Owner, uint Group)
{
    private const int IFMT = 0xF000;
    private const int IFDIR = 0x4000;
    private const int IFREG = 0x8000;
    private const int IFLNK = 0xA000;
    private const int ISVTX = 0x200;
    private const int GroupWrites = 0b000_010_000;
    private const int OthersWrite = 0b000_000_010;

    /// <summary>The number of the file in its file system.</summary>
    public long Number { get; init; }

    public bool Exists => Mode != 0;

    public bool IsRegular => (Mode & IFMT) == IFREG;

    public bool IsFolder => (Mode & IFMT) == IFDIR;

    public bool IsLink => (Mode & IFMT) == IFLNK;

    /// <summary>Whether in this folder only the owner of a file can rename and delete it.</summary>
    public bool IsSticky => (Mode & ISVTX) != 0;

    /// <summary>What its owner, the group and others may do: nine bits.</summary>
    public int Permissions => Mode & 0b111_111_111;

    /// <summary>
    /// Whether more users than the owner can write. A group of the owner's own number is that user's private group (the default of most
    /// distributions), and group 0 is that of root.
    /// </summary>
    public bool OthersCanWrite => (Mode & OthersWrite) != 0 || ((Mode & GroupWrites) != 0 && Group != Owner && Group != 0);
}
