using System.Buffers.Binary;

namespace Beacon.Processes.Linux.Launching;

/// <summary>elf(5): what a program's file says of how it was linked.</summary>
internal static class ElfFile
{
    private const int HeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const byte Class64 = 2;
    private const byte LittleEndian = 1;
    private const uint PT_INTERP = 3;

    /// <summary>Whether no dynamic linker is named in it; null: it can't be read, or is no 64-bit little-endian ELF file.</summary>
    /// <param name="path">The file, also as <c>/proc/PID/exe</c>.</param>
    public static bool? IsStatic(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> header = stackalloc byte[HeaderBytes];
            file.ReadExactly(header);
            if (!header.StartsWith("\u007fELF"u8) || header[4] != Class64 || header[5] != LittleEndian)
                return null;

            // e_phoff, e_phentsize, e_phnum; p_type is the first word of a program header.
            file.Position = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(header[54..]) != ProgramHeaderBytes)
                return null;
            var count = BinaryPrimitives.ReadUInt16LittleEndian(header[56..]);
            Span<byte> program = stackalloc byte[ProgramHeaderBytes];
            for (var index = 0; index < count; index++)
            {
                file.ReadExactly(program);
                if (BinaryPrimitives.ReadUInt32LittleEndian(program) == PT_INTERP)
                    return false;
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
