using System.Runtime.InteropServices;
using System.Text;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>What execve(2) needs: an ELF file for this machine whose dynamic linker exists, or a script whose interpreter does.</summary>
internal static class ProgramFormat
{
    // BINPRM_BUF_SIZE, include/uapi/linux/binfmts.h: the kernel reads no further.
    private const int HeadBytes = 256;
    private const int MostInterpreters = 4;

    /// <summary>Why the kernel will not execute it, with what helps; null: it will, or the file can't be read by this user.</summary>
    public static string? WhyNotExecutable(string path) => WhyNot(path, 0);

    private static string? WhyNot(string path, int depth)
    {
        if (!TryReadHead(path, out var head))
            return null;
        if (head.Length == 0)
            return $"{path} is empty; build it again";
        if (head.AsSpan().StartsWith("#!"u8))
            return WhyNotScript(path, head, depth);
        if (!head.AsSpan().StartsWith("\u007fELF"u8))
            return IsExtended ? null : $"{path} is neither a program of this system nor a script with a #! line; begin it with #!/bin/sh";
        return WhyNotElf(path);
    }

    private static string? WhyNotScript(string path, byte[] head, int depth)
    {
        var line = Encoding.UTF8.GetString(head).Split('\n')[0][2..];
        if (line.EndsWith('\r'))
            return $"{path} has Windows line ends, which are taken for a part of its interpreter's name; try: sed -i 's/\\r$//' {path}";
        var interpreter = line.Trim(' ', '\t').Split(' ', '\t')[0];
        if (interpreter.Length == 0)
            return $"{path} names no interpreter after #!; begin it with #!/bin/sh";
        if (!interpreter.StartsWith('/'))
            return null;
        var status = FileAt.StatusOf(interpreter);
        return !status.Exists ? $"{path} needs the interpreter {interpreter}, which does not exist; install it, or correct the first line"
            : !FileDescriptor.IsExecutable(interpreter) ? $"{path} needs the interpreter {interpreter}, which is no executable file"
            : depth < MostInterpreters ? WhyNot(interpreter, depth + 1)
            : $"{path} has too many interpreters, one for the other";
    }

    private static string? WhyNotElf(string path)
    {
        var (machine, linker) = ElfFile.Needs(path);
        if (machine is { } other && !IsExtended && !Machines.Contains(other))
            return $"{path} is a program for another kind of processor; build it for this machine";
        return linker is null || FileAt.StatusOf(linker).Exists
            ? null
            : $"{path} needs the dynamic linker {linker}, which does not exist here; build it on this system, or statically";
    }

    // elf.h: EM_386 and EM_X86_64; EM_ARM and EM_AARCH64. Whether 32-bit programs run is the kernel's affair.
    private static int[] Machines =>
        RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => [3, 62],
            Architecture.Arm64 => [40, 183],
            _ => [],
        };

    // binfmt_misc: with an entry there, the kernel may execute anything.
    private static bool IsExtended =>
        Machines.Length == 0
        || (
            Directory.Exists("/proc/sys/fs/binfmt_misc")
            && Directory.EnumerateFiles("/proc/sys/fs/binfmt_misc").Any(entry => Path.GetFileName(entry) is not ("register" or "status"))
        );

    private static bool TryReadHead(string path, out byte[] head)
    {
        head = new byte[HeadBytes];
        try
        {
            using var file = File.OpenRead(path);
            head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
